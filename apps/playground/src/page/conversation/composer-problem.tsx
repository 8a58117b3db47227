/** Why the page's last request failed. */
import { useTranslation } from 'react-i18next';
import { isUnanswered } from '../open-thread/is-unanswered.ts';
import { useOpenThread } from '../open-thread/open-thread.ts';

export function ComposerProblem() {
  const { t } = useTranslation('playground');
  const { problem } = useOpenThread();
  if (problem === null) return null;
  return (
    <p className="problem" role="alert">
      {isUnanswered(problem)
        ? t('composer.noAnswer')
        : t('composer.refused', { message: problem.message })}
    </p>
  );
}
