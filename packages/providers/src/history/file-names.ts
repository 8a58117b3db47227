/** The names of documents: Bedrock refuses two documents of one name, and the same file may be sent twice. */
import type { FilePart, ToolResultPart } from '@perdure/thread';
import type { Turn } from './turns.ts';

/** The turns with a number on each name that occurred before, as `a (2).pdf`. Images keep their names. */
export function uniqueFileNames(turns: readonly Turn[]): Turn[] {
  const counts = new Map<string, number>();
  return turns.map((turn): Turn => {
    if (turn.role === 'user') return { ...turn, parts: turn.parts.map(unique) };
    return turn.role === 'tool' ? { ...turn, results: turn.results.map(uniqueInside) } : turn;
  });

  function unique<T extends { type: string }>(part: T | FilePart): T | FilePart {
    if (!isFile(part) || part.name === undefined || part.mediaType.startsWith('image/'))
      return part;
    const { stem, extension } = split(part.name);
    // What Bedrock reads of a name.
    const key = stem.replaceAll(/[^a-zA-Z0-9 ()[\]-]/g, '').trim();
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    return count === 1 ? part : { ...part, name: `${stem} (${count})${extension}` };
  }

  function uniqueInside(result: ToolResultPart): ToolResultPart {
    const { modelOutput } = result;
    if (modelOutput?.type !== 'content') return result;
    return { ...result, modelOutput: { ...modelOutput, value: modelOutput.value.map(unique) } };
  }
}

const isFile = (part: { type: string }): part is FilePart => part.type === 'file';

function split(name: string): { stem: string; extension: string } {
  const dot = name.lastIndexOf('.');
  return dot > 0
    ? { stem: name.slice(0, dot), extension: name.slice(dot) }
    : { stem: name, extension: '' };
}
