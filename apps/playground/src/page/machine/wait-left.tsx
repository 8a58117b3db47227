/** The rest of a wait: counting down now, or as it was at a past moment. */
import { secondsLeft, useCountdown } from '@perdure/react';
import { useTranslation } from 'react-i18next';
import { waitText } from './wait-text.ts';

interface Props {
  x: number;
  y: number;
  /** Epoch milliseconds. */
  deadline: number;
  /** The past moment, epoch milliseconds; null for now. */
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
