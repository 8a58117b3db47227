/** A duration, for the eye and for screen readers. */
import type { i18n } from 'i18next';
import { translator } from './translate.ts';

/** A duration in two forms. */
export interface DurationText {
  /** The duration to be seen: "1 min 30 s". */
  text: string;
  /** The duration for screen readers: "1 minute 30 seconds". */
  spoken: string;
}

/** A duration in its two largest units of hours, minutes and seconds, because seconds do not matter beside hours. */
export function durationText(i18n: i18n, ms: number): DurationText {
  const t = translator(i18n);
  const units = toUnits(Math.max(0, Math.round(ms / 1000)));
  const say = (form: 'duration' | 'spoken') =>
    units.map(([unit, count]) => t(`${form}.${unit}`, { count })).join(' ');
  return { text: say('duration'), spoken: say('spoken') };
}

type Unit = 'hours' | 'minutes' | 'seconds';

function toUnits(seconds: number): [unit: Unit, count: number][] {
  const minutes = Math.floor(seconds / 60);
  const all: [Unit, number][] =
    minutes < 60
      ? [
          ['minutes', minutes],
          ['seconds', seconds % 60],
        ]
      : [
          ['hours', Math.floor(minutes / 60)],
          ['minutes', minutes % 60],
        ];
  const shown = all.filter(([, count]) => count > 0);
  return shown.length > 0 ? shown : [['seconds', 0]];
}
