/**
 * A button that steps through the moments, with a symbol. At the first or last moment it has `aria-disabled` and not
 * `disabled`, so that the button keeps the focus.
 */
import { useTranslation } from 'react-i18next';

const signs = {
  first: 'M3.5 3v10M12.5 3l-6.5 5 6.5 5Z',
  back: 'M11 3l-6.5 5 6.5 5Z',
  forward: 'M5 3l6.5 5-6.5 5Z',
  last: 'M12.5 3v10M3.5 3l6.5 5-6.5 5Z',
} as const;

interface Props {
  step: keyof typeof signs;
  isOver: boolean;
  onStep: () => void;
}

export function StepButton({ step, isOver, onStep }: Props) {
  const { t } = useTranslation('playground');
  return (
    <button
      type="button"
      className="machine-step"
      aria-label={t(`machine.step.${step}`)}
      aria-disabled={isOver}
      onClick={onStep}
    >
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <path d={signs[step]} />
      </svg>
    </button>
  );
}
