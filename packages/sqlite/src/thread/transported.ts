/** Errors between threads. A structured clone keeps neither the class of an error nor its fields. */
import { StoreWriteError } from '@perdure/thread';
import {
  CorruptFileError,
  ForeignFileError,
  NewerSchemaError,
  StoreOwnedError,
  UnusableFileError,
} from '../errors.ts';

export interface TransportedError {
  message: string;
  stack: string | undefined;
  /** Its own fields, the name among them. */
  fields: Record<string, unknown>;
  cause: TransportedError | undefined;
}

const classes = new Map<unknown, { prototype: Error }>(
  Object.entries({
    TypeError,
    StoreWriteError,
    CorruptFileError,
    ForeignFileError,
    NewerSchemaError,
    StoreOwnedError,
    UnusableFileError,
  }),
);

export function toTransported(error: unknown): TransportedError {
  const known = error instanceof Error ? error : new Error(String(error));
  const { name, message, stack, cause, ...fields } = known;
  return {
    message,
    stack,
    fields: { ...fields, name },
    cause: cause === undefined ? undefined : toTransported(cause),
  };
}

export function fromTransported({ message, stack, fields, cause }: TransportedError): Error {
  const options = cause === undefined ? {} : { cause: fromTransported(cause) };
  const error = Object.assign(new Error(message, options), fields);
  Object.defineProperty(error, 'stack', { value: stack, writable: true, configurable: true });
  return Object.setPrototypeOf(error, classes.get(fields.name)?.prototype ?? Error.prototype);
}
