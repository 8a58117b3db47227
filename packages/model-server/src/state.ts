/** State that the model server keeps between requests: the plan of faults, the settings, the request log. */
import { type Fault, planSchema } from './fault.ts';
import { RequestLog } from './request-log.ts';
import { defaultSettings, type Settings, settingsSchema } from './settings.ts';

export interface ModelStateOptions {
  /** The key that `/v1` requires as a bearer token. @default any key or none is accepted */
  apiKey?: string;
  /** Pause before each token, 0 to 60,000 milliseconds. @default 40 */
  tokenDelayMs?: number;
  /** The plan at the start: one fault for each chat request, in order. @default [] */
  faults?: readonly Fault[];
}

/** For `createModelApp`, in a server of your own. @throws {ZodError} for an option out of range */
export class ModelState {
  readonly apiKey: string | undefined;
  readonly log = new RequestLog();
  #settings = defaultSettings;
  #faults: Fault[] = [];

  constructor(options: ModelStateOptions = {}) {
    const { apiKey, tokenDelayMs = defaultSettings.tokenDelayMs, faults = [] } = options;
    this.apiKey = apiKey;
    this.configure({ tokenDelayMs });
    this.plan(faults);
  }

  /** Replaces the plan: each chat request uses up its first fault. @throws {ZodError} for a malformed fault */
  plan(faults: readonly Fault[]): void {
    this.#faults = planSchema.parse(faults);
  }

  /** The faults ahead, next first. */
  get planned(): readonly Fault[] {
    return this.#faults;
  }

  /** Removes and returns the next fault; `ok` if the plan is empty. */
  nextFault(): Fault {
    return this.#faults.shift() ?? { kind: 'ok' };
  }

  /**
   * Changes the settings, from the next token on, also of answers under way.
   *
   * @throws {ZodError} for a value out of range
   */
  configure(settings: Settings): void {
    this.#settings = settingsSchema.parse(settings);
  }

  get settings(): Settings {
    return this.#settings;
  }
}
