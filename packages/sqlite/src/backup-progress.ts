/** Calls an app's `progress`, and keeps the first error that a call throws, or that its promise is rejected with. */
import { BackupError } from './backup-error.ts';

export class BackupProgress {
  readonly #to: string;
  readonly #progress: (pages: number, remaining: number) => unknown;
  #failure: BackupError | undefined;
  /** Fulfilled after all calls until now are over. */
  #over: Promise<void> = Promise.resolve();

  constructor(to: string, progress: (pages: number, remaining: number) => unknown) {
    this.#to = to;
    this.#progress = progress;
  }

  /** @throws {BackupError} if an earlier call has failed */
  tell(pages: number, remaining: number): void {
    this.#check();
    const call = this.#call(pages, remaining);
    this.#over = this.#over.then(() => call);
  }

  /** Waits until all calls are over. @throws {BackupError} if one of them has failed */
  async end(): Promise<void> {
    await this.#over;
    this.#check();
  }

  async #call(pages: number, remaining: number): Promise<void> {
    try {
      await this.#progress(pages, remaining);
    } catch (cause) {
      this.#failure ??= new BackupError(this.#to, 'progress', { cause });
    }
  }

  #check(): void {
    if (this.#failure !== undefined) throw this.#failure;
  }
}
