/** The sections of the bench, by the names that `--only` accepts. */
import { join } from 'node:path';
import { Peers } from 'perdure-tools/peers';
import { binFolder } from 'perdure-tools/postgres';
import { peers } from '../peers/src/list.ts';
import { audiences, bare, floors, onPostgres, perdures } from './contest/contenders/list.ts';
import { contest } from './contest/contest.ts';
import { lostAttempts, overdueWaits } from './figures/backlog.ts';
import { measureBundles } from './figures/bundles.ts';
import { delays } from './figures/delays.ts';
import { fullDatabase } from './figures/full-database.ts';
import type { Say } from './figures/isolated.ts';
import { liveWaits } from './figures/live-waits.ts';
import { longThreads } from './figures/long-thread.ts';
import { longView } from './figures/long-view.ts';
import { opening } from './figures/opening.ts';
import { runBytes } from './figures/run-bytes.ts';
import { slowDisk } from './figures/slow-disk.ts';
import { squares } from './figures/squares.ts';
import { stalls } from './figures/stalls.ts';
import { waits } from './figures/waits.ts';
import { messageOf } from './message-of.ts';
import type { Results } from './results.ts';
import type { Scale } from './scale.ts';

export interface Bench {
  /** The folder for the files of this section only. */
  folder: string;
  scale: Scale;
  withPeers: boolean;
  results: Results;
  say: Say;
  /** Runs a measurement. An error is recorded with its reason, and the other measurements go on. */
  tried(what: string, work: () => Promise<void>): Promise<void>;
}

type Section = (bench: Bench) => Promise<void>;

const packages = new Peers(join(import.meta.dirname, '../peers'), '330 MB');

const runs: Section = async ({ folder, scale, withPeers, results, say, tried }) => {
  const given = { ...scale.runs, folder, say };
  await tried('runs', async () => {
    const own = [...floors, ...perdures];
    const missing = withPeers
      ? await packages.install().then(() => undefined, messageOf)
      : undefined;
    results.runs = await contest({
      ...given,
      contenders: withPeers ? [bare, ...own, ...peers] : own,
      obstacle: (contender) => contender.package && missing,
      versionOf: packages.installedVersion,
    });
  });
  if (scale.crowds.length === 0) return;
  await tried('runs, more at once', async () => {
    const contenders = perdures.filter(({ durability }) => durability === 'full');
    results.crowds = await contest({ ...given, contenders, atOnce: scale.crowds });
  });
};

const postgres: Section = async ({ folder, scale, withPeers, results, say, tried }) => {
  await tried('postgres', async () => {
    const missing = withPeers
      ? await packages.install().then(() => undefined, messageOf)
      : undefined;
    const dbos = peers.filter(({ name, durability }) => name === 'DBOS' && durability === 'full');
    // Peers take the server of the PATH.
    process.env.PATH = `${await binFolder()}:${process.env.PATH}`;
    results.postgres = await contest({
      ...scale.runs,
      folder,
      say,
      contenders: withPeers ? [...onPostgres, ...dbos] : onPostgres,
      obstacle: (contender) => contender.package && missing,
      versionOf: packages.installedVersion,
    });
  });
};

const watchers: Section = async ({ folder, scale, results, say, tried }) => {
  if (!scale.audiences) return;
  await tried('audiences', async () => {
    const given = { ...scale.runs, atOnce: [64], folder, say };
    results.audiences = await contest({ ...given, contenders: audiences });
  });
};

const pieces: Section = async ({ folder, scale, results, say, tried }) => {
  const { streams: counts, ...slots } = scale.delays;
  for (const streams of counts)
    await tried(`delays, ${streams} streams`, async () => {
      results.delays.push(await delays({ ...slots, folder, streams }, say));
    });
};

const loop: Section = ({ folder, scale, results, say, tried }) =>
  tried('stalls', async () => {
    results.stalls = await stalls({ ...scale.stalls, folder }, say);
  });

const slow: Section = async ({ folder, scale, results, say, tried }) => {
  if (!scale.slowDisk) return;
  await tried('slow disk', async () => {
    const contenders = [...floors, ...perdures].filter(({ durability }) => durability === 'full');
    const { runs, stalls } = scale;
    results.slowDisk = await slowDisk({ folder, contenders, runs, stalls }, say);
  });
};

const waiting: Section = async ({ folder, scale, results, say, tried }) => {
  const { counts, idleMs, live, backlog: count } = scale.waits;
  for (const many of counts)
    await tried(`waits, ${many}`, async () => {
      results.waits.push(await waits({ folder, count: many, idleMs }, say));
    });
  await tried('waits, started by the process', async () => {
    results.liveWaits = await liveWaits({ folder, count: live }, say);
  });
  if (count === 0) return;
  await tried('waits, overdue at once', async () => {
    results.overdueWaits = await overdueWaits({ folder, count }, say);
  });
  await tried('waits, attempts that died', async () => {
    results.lostAttempts = await lostAttempts({ folder, count }, say);
  });
};

const starts: Section = async ({ folder, scale, results, say, tried }) => {
  const { messages: lengths, events: counts, starts: times } = scale.starts;
  await tried('starts, long threads', async () => {
    results.messages = await longThreads({ folder, messages: lengths, starts: times }, say);
  });
  for (const events of counts)
    await tried(`starts, ${events} events`, async () => {
      results.events.push(await fullDatabase({ folder, events, starts: times }, say));
    });
};

const views: Section = ({ folder, scale, results, say, tried }) =>
  tried('views', async () => {
    results.longView = await longView({ ...scale.views, folder }, say);
  });

const bytes: Section = ({ folder, scale, results, say, tried }) =>
  tried('bytes of a run', async () => {
    results.runBytes = await runBytes({ folder, runs: scale.bytes }, say);
  });

const opens: Section = async ({ folder, scale, results, say, tried }) => {
  if (scale.opens.bytes === 0) return;
  await tried('opens', async () => {
    results.opening = await opening({ ...scale.opens, folder }, say);
  });
};

const tenfold: Section = ({ folder, scale, results, say, tried }) =>
  tried('squares', async () => {
    results.squares = await squares({ ...scale.squares, folder }, say);
  });

const bundles: Section = ({ results, tried }) =>
  tried('bundles', async () => {
    results.bundles = await measureBundles();
  });

export const sections = {
  runs,
  delays: pieces,
  stalls: loop,
  slowDisk: slow,
  postgres,
  audiences: watchers,
  waits: waiting,
  starts,
  views,
  bytes,
  opens,
  squares: tenfold,
  bundles,
} satisfies Record<string, Section>;

export type SectionName = keyof typeof sections;

export const sectionNames = Object.keys(sections) as SectionName[];
