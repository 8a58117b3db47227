/** What of a prompt is sent: all of it, unless its provider has refused its files. */
import type { FilePart, Message, TextPart } from '@perdure/thread';
import { refusedNote } from './notes.ts';

export function sentPrompt({ parts, cut }: Message): (TextPart | FilePart)[] {
  const sent = parts.filter((part) => part.type === 'text' || part.type === 'file');
  if (cut !== 'refused') return sent;
  return sent.map((part) =>
    part.type === 'text' ? part : { type: 'text', text: refusedNote(part) },
  );
}
