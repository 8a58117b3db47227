/** The size of a file, in the page's language: `1.2 MB`. */
import type { i18n } from 'i18next';

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** @param bytes length of the file. A kilobyte has 1,000 bytes */
export function fileSize({ resolvedLanguage }: i18n, bytes: number): string {
  const power = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), units.length - 1);
  return new Intl.NumberFormat(resolvedLanguage, {
    style: 'unit',
    unit: units[power],
    unitDisplay: power === 0 ? 'long' : 'short',
    maximumFractionDigits: 1,
  }).format(bytes / 1000 ** power);
}
