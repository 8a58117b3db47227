/** Tables, and numbers in them. */
export const missing = '–';

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** With as many digits as say something: 1,234 and 12.3 and 0.0123. */
export function number(value: number | null | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return missing;
  const digits = Math.abs(value) >= 100 ? 0 : undefined;
  return value.toLocaleString('en', {
    ...(digits === undefined ? { maximumSignificantDigits: 3 } : { maximumFractionDigits: digits }),
  });
}

export const withUnit = (value: number | null | undefined, unit: string): string =>
  number(value) === missing ? missing : `${number(value)} ${unit}`;

/** How many times as much: 1.82. */
export const ratio = (value: number | null | undefined): string =>
  value === null || value === undefined || !Number.isFinite(value) ? missing : value.toFixed(2);

export const megabytes = (bytes: number): string => withUnit(bytes / 1e6, 'MB');
