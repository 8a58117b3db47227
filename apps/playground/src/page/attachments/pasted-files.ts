/** The files that a paste brings. */

/**
 * The files of a clipboard. None for formatted text, because word processors and spreadsheets add a picture of the text
 * that was copied.
 */
export function pastedFiles({ files, types }: Pick<DataTransfer, 'files' | 'types'>): File[] {
  const isFormattedText = types.includes('text/plain') && types.includes('text/html');
  return isFormattedText ? [] : [...files];
}
