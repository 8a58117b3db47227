/** Why a file can't be used as a store. Recognise them by `name`. Nothing has been written to the file. */

/** The file is another program's, or no database at all. Choose another path. */
export class ForeignFileError extends Error {
  override readonly name = 'ForeignFileError';

  constructor(file: string, options?: ErrorOptions) {
    super(`'${file}' is not a Perdure database. Choose another path.`, options);
  }
}

/** A newer version of Perdure wrote the file. Update this program. */
export class NewerSchemaError extends Error {
  override readonly name = 'NewerSchemaError';

  constructor(file: string, found: number, known: number) {
    super(
      `'${file}' has schema version ${found}, and this version of Perdure knows ${known}. ` +
        'Open it with the version that wrote it, or a newer one.',
    );
  }
}

/** Another process runs the file's runs. End it, or talk to it. */
export class StoreOwnedError extends Error {
  override readonly name = 'StoreOwnedError';

  constructor(file: string, options?: ErrorOptions) {
    super(
      `Another process has '${file}' open, and a store has one owner. End that process first.`,
      options,
    );
  }
}
