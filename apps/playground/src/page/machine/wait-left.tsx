/** What is left of a wait: counting down while it lasts, and as it was at a moment of the past. */
import { secondsLeft, useCountdown } from '@perdure/react';
import { useTranslation } from 'react-i18next';
import { waitText } from './wait-text.ts';

interface Props {
  x: number;
  y: number;
  /** Epoch milliseconds. */
  deadline: number;
  /** When it is looked at; null is now. */
  at: number | null;
}

export function WaitLeft({ x, y, deadline, at }: Props) {
  const { t } = useTranslation('playground');
  const left = useCountdown(at === null ? deadline : null);
  return (
    <text className="machine-wait" x={x} y={y}>
      {waitText(t, left ?? secondsLeft(deadline, at ?? deadline))}
    </text>
  );
}
