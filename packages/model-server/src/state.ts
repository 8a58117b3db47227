/** What the model server holds between requests: the plan, the settings, the log. */
import { type Fault, planSchema } from './fault.ts';
import { RequestLog } from './request-log.ts';
import { DEFAULT_SETTINGS, type Settings, settingsSchema } from './settings.ts';

export interface ModelStateOptions {
  /** The bearer token that `/v1` asks for; without it, any or none will do. */
  apiKey?: string;
  /** The pause before each token, in milliseconds. Default 40. */
  tokenDelayMs?: number;
  /** The plan to begin with. Default: no faults. */
  faults?: readonly Fault[];
}

export class ModelState {
  readonly apiKey: string | undefined;
  readonly log = new RequestLog();
  #settings = DEFAULT_SETTINGS;
  #faults: Fault[] = [];

  constructor(options: ModelStateOptions = {}) {
    const { apiKey, tokenDelayMs = DEFAULT_SETTINGS.tokenDelayMs, faults = [] } = options;
    this.apiKey = apiKey;
    this.configure({ tokenDelayMs });
    this.plan(faults);
  }

  /** Replaces the queue: each chat request takes the first entry. Throws if one is malformed. */
  plan(faults: readonly Fault[]): void {
    this.#faults = planSchema.parse(faults);
  }

  /** What is still ahead, next first. */
  get planned(): readonly Fault[] {
    return this.#faults;
  }

  /** Takes the next entry; an empty queue means success. */
  nextFault(): Fault {
    return this.#faults.shift() ?? { kind: 'ok' };
  }

  /** Counts from the next token on, also in answers under way. Throws if out of range. */
  configure(settings: Settings): void {
    this.#settings = settingsSchema.parse(settings);
  }

  get settings(): Settings {
    return this.#settings;
  }
}
