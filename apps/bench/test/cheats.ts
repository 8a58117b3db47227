/** Contenders without a database; all but `doesTheWork` do less than the workload. */
import type { Contender, Make } from '../src/contest/contender.ts';
import type { Probe } from '../src/contest/probe.ts';
import { piece, pieces, prompt } from '../src/contest/workload.ts';

const answer = piece.repeat(pieces);

/** Reads both attempts. */
async function readAll(probe: Probe, id: string, got: (text: string) => void): Promise<void> {
  const watch = probe.of(id);
  for (let attempt = 0; attempt < 2; attempt++)
    try {
      for await (const text of watch.model()) got(text);
    } catch {
      // The first attempt fails.
    }
}

const honest = (probe: Probe): Contender => ({
  run: (id) => readAll(probe, id, (text) => probe.of(id).got(text)),
  recorded: () => ({ prompt, answer }),
  close() {},
});

const changed =
  (change: (probe: Probe) => Partial<Contender>): Make =>
  (_folder, _durability, probe) => ({ ...honest(probe), ...change(probe) });

export const doesTheWork = changed(() => ({}));

export const triesOnce = changed((probe) => ({
  async run(id) {
    const watch = probe.of(id);
    watch.calls++;
    for (let count = 0; count < pieces; count++) watch.got(piece);
  },
}));

export const cutsShort = changed((probe) => ({
  async run(id) {
    let left = 249;
    await readAll(probe, id, (text) => left-- > 0 && probe.of(id).got(text));
  },
}));

export const hidesTheAnswer = changed(() => ({
  recorded: () => ({ prompt, answer: piece.repeat(pieces - 1) }),
}));

export const forgetsThePrompt = changed(() => ({
  recorded: () => ({ prompt: undefined, answer }),
}));
