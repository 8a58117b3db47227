/** The schema of a content part: text, or a file in the form that OpenAI's chat API has for its kind. */
import { z } from 'zod';

/** A data URL in base64. OpenAI accepts no other encoding. */
const dataUrl = z.string().regex(/^data:[^,]+;base64,/, 'A data URL in base64 is expected.');

const webUrl = z.url({ protocol: /^https?$/ });

const fileSchema = z
  .looseObject({
    file_data: dataUrl.optional(),
    file_id: z.string().optional(),
    filename: z.string().optional(),
  })
  .refine(
    ({ file_data, file_id }) => file_data !== undefined || file_id !== undefined,
    'Either file_data or file_id is required.',
  );

export const contentPartSchema = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('text'), text: z.string() }),
  z.looseObject({ type: z.literal('refusal'), refusal: z.string() }),
  z.looseObject({
    type: z.literal('image_url'),
    image_url: z.looseObject({ url: z.union([dataUrl, webUrl]) }),
  }),
  z.looseObject({
    type: z.literal('input_audio'),
    input_audio: z.looseObject({ data: z.string().min(1), format: z.string().min(1) }),
  }),
  z.looseObject({ type: z.literal('file'), file: fileSchema }),
]);

export type ContentPart = z.infer<typeof contentPartSchema>;
