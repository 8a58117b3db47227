/** The time left in a wait: a countdown for the present moment, a fixed value for a past moment. */
import { secondsLeft, useCountdown } from '@perdure/react';
import { useTranslation } from 'react-i18next';
import { waitText } from './wait-text.ts';

interface Props {
  x: number;
  y: number;
  /** Deadline of the wait, epoch milliseconds. */
  deadline: number;
  /** Time of the past moment, epoch milliseconds; null for the present moment. */
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
