/** The contenders of this repository, as data. */
import type { Listed } from '../contender.ts';

const at = (file: string): string => new URL(file, import.meta.url).href;

export const bare: Listed = {
  name: 'async generator alone',
  durability: 'none',
  module: at('./bare.ts'),
  export: 'bare',
  comparable: 'It records nothing.',
};

const both = ['full', 'normal'] as const;

export const floors: readonly Listed[] = both.map((durability) => ({
  name: 'floor',
  durability,
  module: at('./floor.ts'),
  export: 'floor',
  comparable: 'The same rows, hand-written with better-sqlite3, one transaction after the other.',
}));

export const perdures: readonly Listed[] = both.map((durability) => ({
  name: 'Perdure',
  durability,
  module: at('./perdure.ts'),
  export: 'perdure',
  comparable: 'All that many runs do in one event-loop turn is one transaction.',
}));

/** On the same PostgreSQL. */
export const onPostgres: readonly Listed[] = [
  {
    name: 'floor',
    durability: 'full',
    module: at('./postgres.ts'),
    export: 'floorOnPostgres',
    comparable: 'The same rows by hand, one transaction after the other on one connection.',
  },
  {
    name: 'Perdure',
    durability: 'full',
    module: at('./postgres.ts'),
    export: 'perdureOnPostgres',
    comparable:
      'All that comes while a statement is under way is the next one. The CPU of the server is not counted.',
  },
];

const audience = (name: string, exported: string): Listed => ({
  name,
  durability: 'full',
  module: at('./perdure.ts'),
  export: exported,
  comparable: '',
});

/** Perdure with more subscribers, and with the inspector. The other entries are compared with the first one. */
export const audiences: readonly Listed[] = [
  audience('1 subscriber', 'perdure'),
  audience('10 subscribers', 'perdureWith10'),
  audience('100 subscribers', 'perdureWith100'),
  audience('1 subscriber, and the inspector', 'perdureInspected'),
];
