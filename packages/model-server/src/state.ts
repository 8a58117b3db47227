/** State that the model server keeps between requests: the plan of faults, the settings, the log and the prompts. */
import { type Fault, planSchema } from './fault.ts';
import { Prompts } from './prompts.ts';
import { RequestLog } from './request-log.ts';
import { defaultSettings, type Settings, settingsSchema } from './settings.ts';

export interface ModelStateOptions {
  /** The key that `/v1` requires as a bearer token. @default every request is accepted, with any key or none */
  apiKey?: string;
  /** The pause before each token, 0 to 60,000 milliseconds. @default 40 */
  tokenDelayMs?: number;
  /** The plan when the server starts: one fault for each chat request, in order. @default [] */
  faults?: readonly Fault[];
}

/** The state to pass to `createModelApp` in a server of your own. @throws {ZodError} for an option out of range */
export class ModelState {
  readonly apiKey: string | undefined;
  readonly log = new RequestLog();
  readonly prompts = new Prompts();
  #settings = defaultSettings;
  #faults: Fault[] = [];

  constructor(options: ModelStateOptions = {}) {
    const { apiKey, tokenDelayMs = defaultSettings.tokenDelayMs, faults = [] } = options;
    this.apiKey = apiKey;
    this.configure({ tokenDelayMs });
    this.plan(faults);
  }

  /**
   * Replaces the plan. Each chat request uses up the first fault of the plan. @throws {ZodError} for a malformed fault
   */
  plan(faults: readonly Fault[]): void {
    this.#faults = planSchema.parse(faults);
  }

  /** The faults that are still planned, the next one first. */
  get planned(): readonly Fault[] {
    return this.#faults;
  }

  /** Removes the next fault from the plan and returns it. Returns `ok` if the plan is empty. */
  nextFault(): Fault {
    return this.#faults.shift() ?? { kind: 'ok' };
  }

  /**
   * Changes the settings. They apply from the next token on, also to answers that are being sent.
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
