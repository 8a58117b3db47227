/** A button that copies the machine as code, which the user can import into Stately's editor. */
import { machineDefinition } from '@perdure/inspect/diagram';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

const code = () => `createMachine(${JSON.stringify(machineDefinition(), null, 2)});`;

export function TakeToStately() {
  const { t } = useTranslation('playground');
  const [isCopied, setCopied] = useState(false);
  return (
    <p className="machine-stately">
      <button
        type="button"
        className="quiet"
        onClick={() => void navigator.clipboard.writeText(code()).then(() => setCopied(true))}
      >
        {t(isCopied ? 'machine.stately.copied' : 'machine.stately.copy')}
      </button>{' '}
      <a href="https://stately.ai/editor" target="_blank" rel="noreferrer noopener">
        {t('machine.stately.open')}
      </a>
    </p>
  );
}
