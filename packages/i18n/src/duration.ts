/** How long something took, for eyes and for ears. */
import type { i18n } from 'i18next';
import { translator } from './translate.ts';

export interface DurationText {
  /** To be seen: "1 min 30 s". */
  text: string;
  /** To be heard: "1 minute 30 seconds". */
  spoken: string;
}

/** The two largest units of three: nobody wants the seconds of an hour. */
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
  const told = all.filter(([, count]) => count > 0);
  return told.length > 0 ? told : [['seconds', 0]];
}
