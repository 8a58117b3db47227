/** A file that the user has attached and not sent yet, and the prompt that is made of a text and such files. */
import type { Prompt } from '@perdure/thread';

export interface Attachment {
  /** A number that no other attachment of this page has. */
  id: number;
  name: string;
  mediaType: string;
  bytes: Uint8Array;
  /** The address of the image, for a preview; null for a file of another type. */
  preview: string | null;
}

export const toPrompt = (text: string, attachments: readonly Attachment[]): Prompt => {
  if (attachments.length === 0) return text;
  const files = attachments.map(({ name, mediaType, bytes }) => ({
    type: 'file' as const,
    data: bytes,
    name,
    // An unknown type is left out, because the server finds most types in the content.
    ...(mediaType !== '' && { mediaType }),
  }));
  return text === '' ? files : [{ type: 'text', text }, ...files];
};
