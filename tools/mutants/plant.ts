/** Plants a defect in the text of a file. */
import type { Defect } from './defect.ts';

/** Returns the text with the defect. @throws if a text of the defect does not occur exactly once in the file */
export function plant(sound: string, { name, file, find, put, also }: Defect): string {
  return [{ find, put }, ...(also === undefined ? [] : [also])].reduce((text, change) => {
    if (text.split(change.find).length !== 2)
      throw new Error(`'${name}' cannot be planted: ${file} must have its text exactly once.`);
    return text.replace(change.find, () => change.put);
  }, sound);
}
