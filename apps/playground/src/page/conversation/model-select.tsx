/** The choice of the model for the next run. It is hidden if the server has only one model. */
import { useTranslation } from 'react-i18next';
import { useOpenThread } from '../open-thread/open-thread.ts';

export function ModelSelect() {
  const { t } = useTranslation('playground');
  const { models, model, setModel } = useOpenThread();
  if (models.length < 2) return null;
  return (
    <label className="model">
      <span className="unseen">{t('composer.model')}</span>
      <select value={model} onChange={({ target }) => setModel(target.value)}>
        {models.map((name) => (
          <option key={name}>{name}</option>
        ))}
      </select>
    </label>
  );
}
