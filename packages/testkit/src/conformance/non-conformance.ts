/** What the replay throws: which promise is broken, at which step of which path. */
import type { RunPath } from '../graph/index.ts';

/** `machine`: the host is not where the machine's table says. The others are the guarantees by number. */
export type Broken = 'machine' | 'G2' | 'G4' | 'G5' | 'G6';

export class NonConformanceError extends Error {
  override readonly name = 'NonConformanceError';
  readonly guarantee: Broken;
  /** Index of the step in the path, from 0, the start. */
  readonly step: number;
  /** Its events, in order. */
  readonly path: string;

  constructor(
    host: string,
    guarantee: Broken,
    what: string,
    { path, step, when }: { path: RunPath; step: number; when: string },
  ) {
    const event = path.steps[step]?.event.type;
    super(`${host} breaks ${guarantee}: ${what}
  ${when} step ${step} (${event}) of: ${describePath(path)}`);
    this.guarantee = guarantee;
    this.step = step;
    this.path = describePath(path);
  }
}

export const describePath = (path: RunPath): string =>
  path.steps.map(({ event }) => event.type).join(' → ');
