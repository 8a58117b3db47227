/** The length of a wait as text: in seconds if it is below 100 s, and as a clock time from 100 s on. */
import type { TFunction } from 'i18next';

export function waitText(t: TFunction<'playground'>, seconds: number): string {
  if (seconds < 100) return t('machine.seconds', { count: seconds });
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const shown = parts[0] === 0 ? parts.slice(1) : parts;
  return shown
    .map((part, index) => (index === 0 ? `${part}` : `${part}`.padStart(2, '0')))
    .join(':');
}
