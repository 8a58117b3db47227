/** Why the page's last request failed, and which files can't be attached. */
import { useTranslation } from 'react-i18next';
import { isUnanswered } from '../open-thread/is-unanswered.ts';
import { useOpenThread } from '../open-thread/open-thread.ts';

/** @param unreadable names of the files that can't be read */
export function ComposerProblem({ unreadable }: { unreadable: readonly string[] }) {
  const { t } = useTranslation('playground');
  const { problem } = useOpenThread();
  return (
    <>
      {unreadable.length > 0 && (
        <p className="problem" role="alert">
          {t('files.unreadable', { names: unreadable.join(', ') })}
        </p>
      )}
      {problem !== null && (
        <p className="problem" role="alert">
          {isUnanswered(problem)
            ? t('composer.noAnswer')
            : t('composer.refused', { message: problem.message })}
        </p>
      )}
    </>
  );
}
