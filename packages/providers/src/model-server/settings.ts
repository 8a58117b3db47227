/** What can be changed while the server runs. */
import { z } from 'zod';

export const settingsSchema = z.strictObject({ tokenDelayMs: z.number().min(0).max(60_000) });

/** `tokenDelayMs`: the pause before each token, in milliseconds, at most a minute. */
export type Settings = z.infer<typeof settingsSchema>;

/** A pace at which a person can read along. */
export const DEFAULT_SETTINGS: Settings = { tokenDelayMs: 40 };
