/** Which model shall answer next. Left out where there is no choice. */
import { useTranslation } from 'react-i18next';
import { readInfo } from '../bench/demo-client.ts';
import { useAnswer } from '../bench/use-answer.ts';
import { useOccasion } from '../bench/use-occasion.ts';
import { useOpenThread } from '../thread/open-thread.ts';

export function ModelSelect() {
  const { t } = useTranslation('playground');
  const { model, setModel } = useOpenThread();
  const [info] = useAnswer(readInfo, useOccasion());
  const models = info?.models ?? [];
  if (models.length < 2) return null;
  return (
    <label className="model">
      <span className="unseen">{t('composer.model')}</span>
      <select value={model ?? info?.model} onChange={({ target }) => setModel(target.value)}>
        {models.map((name) => (
          <option key={name}>{name}</option>
        ))}
      </select>
    </label>
  );
}
