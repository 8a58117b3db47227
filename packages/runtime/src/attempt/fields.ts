/** Reads the fields of a provider's chunk, each once. Counts their bytes. */
import { type Json, type Usage, usageFields } from '@perdure/run';
import { asJsonWithText, InvalidFileError, bytesOf as toBytes } from '@perdure/thread';
import { ProviderContractError } from './attempt-errors.ts';

/** Every method throws a `ProviderContractError` that names the chunk, the field and what the field must be. */
export class Fields {
  /** Names the object in errors, such as `chunk 'text'`. */
  of: string;
  /** Bytes of what was read as UTF-8 and JSON, files excluded. */
  bytes = 0;
  readonly #values: Readonly<Record<string, unknown>>;

  constructor(of: string, values: object) {
    this.of = of;
    try {
      // The copy calls each getter once, so that a field can't change after its check.
      this.#values = { ...values };
    } catch (cause) {
      throw new ProviderContractError(`The provider's ${of} can't be read: ${reasonOf(cause)}`);
    }
  }

  /** The field, unchecked. */
  any(name: string): unknown {
    return this.#values[name];
  }

  /** All fields, as JSON. */
  whole(): Json {
    const all = new Fields(this.of, { value: this.#values });
    const json = all.json('value');
    this.bytes += all.bytes;
    return json;
  }

  has(name: string): boolean {
    return this.#values[name] !== undefined;
  }

  text(name: string): string {
    const value = this.#values[name];
    if (typeof value !== 'string') throw this.wrong(name, 'a text', value);
    this.bytes += Buffer.byteLength(value);
    return value;
  }

  json(name: string): Json {
    try {
      const { json, text } = asJsonWithText(this.#values[name] as Json);
      this.bytes += Buffer.byteLength(text);
      return json;
    } catch (cause) {
      throw this.#refused(name, (cause as TypeError).message);
    }
  }

  /** A JSON object: metadata. */
  record(name: string): { [key: string]: Json } {
    const json = this.json(name);
    if (!isRecord(json)) throw this.wrong(name, 'a JSON object', json);
    return json;
  }

  usage(name: string): Usage {
    const counts = this.inner(name);
    const known = usageFields.filter((token) => counts.has(token));
    return Object.fromEntries(known.map((token) => [token, counts.#count(token)]));
  }

  /** True, for a field that is true; an object without the field for one that is false or absent. */
  flag<K extends string>(name: K): { [P in K]?: true } {
    const value = this.#values[name];
    if (value === undefined || value === false) return {};
    if (value !== true) throw this.wrong(name, 'true or absent', value);
    return { [name]: true } as { [P in K]?: true };
  }

  /** The field as an object of one property; an empty one if the chunk does not have the field. */
  maybe<K extends string, M extends 'text' | 'record' | 'usage'>(
    name: K,
    read: M,
  ): { [P in K]?: ReturnType<Fields[M]> } {
    return this.has(name)
      ? ({ [name]: this[read](name) } as { [P in K]?: ReturnType<Fields[M]> })
      : {};
  }

  /** An object in a field, with fields of its own. */
  inner(name: string): Fields {
    const value = this.#values[name];
    if (!isRecord(value)) throw this.wrong(name, 'an object', value);
    return new Fields(`${this.of}, field '${name}'`, value);
  }

  /** The objects of a list in a field. */
  items(name: string): Fields[] {
    const value = this.#values[name];
    if (!Array.isArray(value)) throw this.wrong(name, 'a list', value);
    return Array.from(value, (item: unknown, index) => {
      if (!isRecord(item)) throw this.wrong(`${name}[${index}]`, 'an object', item);
      return new Fields(`${this.of}, field '${name}[${index}]'`, item);
    });
  }

  /** A file's bytes. */
  data(name: string): Uint8Array {
    try {
      const bytes = toBytes({ data: this.#values[name] as string });
      if (bytes.length === 0) throw new InvalidFileError('it is empty.');
      return bytes;
    } catch (cause) {
      throw this.#refused(name, (cause as InvalidFileError).why);
    }
  }

  wrong(name: string, expected: string, value: unknown): ProviderContractError {
    return this.#refused(name, `it must be ${expected}, and it is ${nameOf(value)}.`);
  }

  #count(name: string): number {
    const value = this.#values[name];
    if (typeof value === 'number' && Number.isFinite(value) && value >= 0) return value;
    throw this.wrong(name, 'a finite number, 0 or more', value);
  }

  #refused(name: string, why: string): ProviderContractError {
    return new ProviderContractError(`The provider's ${this.of}, field '${name}': ${why}`);
  }
}

const reasonOf = (cause: unknown): string =>
  cause instanceof Error ? cause.message : nameOf(cause);

/** What a value is, without its content, which may be a secret. Numbers are shown. */
export function nameOf(value: unknown): string {
  if (value === null || value === undefined || typeof value === 'number') return String(value);
  if (Array.isArray(value)) return 'a list';
  return `of type ${typeof value}`;
}

export const isRecord = (value: unknown): value is { [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
