/** Formats tables and numbers as Markdown. */

/** The sign in place of a value that was not measured. */
export const missing = '–';

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Formats a number with three significant digits, and from 100 on as a whole number: 1,234, 12.3, 0.0123. */
export function number(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return missing;
  const digits = Math.abs(value) >= 100 ? 0 : undefined;
  return value.toLocaleString('en', {
    ...(digits === undefined ? { maximumSignificantDigits: 3 } : { maximumFractionDigits: digits }),
  });
}

export const withUnit = (value: number | null | undefined, unit: string): string =>
  number(value) === missing ? missing : `${number(value)} ${unit}`;

/** Formats a ratio with two decimals: 1.82. */
export const ratio = (value: number | null | undefined): string =>
  value === null || value === undefined || !Number.isFinite(value) ? missing : value.toFixed(2);

export const megabytes = (bytes: number): string => withUnit(bytes / 1e6, 'MB');
