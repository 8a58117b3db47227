/** Settings that can be changed while the server runs. */
import { z } from 'zod';

/** A pause between two chunks, 0 to 60,000 milliseconds. */
export const delayMsSchema = z.number().min(0).max(60_000);

export const settingsSchema = z.strictObject({ tokenDelayMs: delayMsSchema });

/** The settings. `tokenDelayMs`: the pause before each token, 0 to 60,000 milliseconds. */
export type Settings = z.infer<typeof settingsSchema>;

/** The default settings: 25 tokens a second, a pace at which a person can read along. */
export const defaultSettings: Settings = { tokenDelayMs: 40 };
