/** The results of the contest as Markdown. */
import type { Durability } from '../contest/contender.ts';
import { type Row, ratioOf } from '../contest/entry.ts';
import { bestPeer, find } from '../summary.ts';
import { missing, number, ratio, table, withUnit } from './markdown.ts';

/**
 * A table with one row for each contender and durability, the fastest first. The last columns are measured at the
 * largest number of runs at once.
 */
export function runsTable(rows: readonly Row[]): string {
  const counts = [...new Set(rows.map(({ atOnce }) => atOnce))].toSorted((a, b) => a - b);
  const most = counts.at(-1) ?? 1;
  const head = [
    'durability',
    'contender',
    ...counts.map((count) => `runs/s, ${count} at once (times the floor)`),
    ...['CPU s per 1,000 runs', 'peak RSS', 'delay of a piece, p50', 'p99'],
  ];
  const ofMost = rows.filter(({ atOnce }) => atOnce === most);
  const order: Durability[] = ['none', 'full', 'normal'];
  const sorted = order.flatMap((durability) =>
    ofMost
      .filter((row) => row.durability === durability)
      .toSorted((a, b) => (b.runsPerSecond ?? 0) - (a.runsPerSecond ?? 0)),
  );
  return table(
    head,
    sorted.map((row) => [
      row.durability.toUpperCase(),
      row.version === null ? row.name : `${row.name} ${row.version}`,
      ...counts.map((count) => rate(rows, row, count)),
      number(row.cpuSecondsPer1000),
      withUnit(row.peakRssMb, 'MB'),
      withUnit(row.delayP50Ms, 'ms'),
      withUnit(row.delayP99Ms, 'ms'),
    ]),
  );
}

function rate(rows: readonly Row[], { name, durability }: Row, atOnce: number): string {
  const row = find(rows, name, durability, atOnce);
  const share = ratio(ratioOf(row, find(rows, 'floor', durability, atOnce)));
  return share === missing
    ? number(row?.runsPerSecond)
    : `${number(row?.runsPerSecond)} (${share})`;
}

/** Compares Perdure with the fastest peer of the same durability, at the largest number of runs at once. */
export function bestPeerText(rows: readonly Row[]): string {
  const most = Math.max(...rows.map(({ atOnce }) => atOnce));
  const sentences = (['full', 'normal'] as const).flatMap((durability) => {
    const best = bestPeer(rows, durability, most);
    const times = ratioOf(find(rows, 'Perdure', durability, most), best);
    if (best === undefined || times === null) return [];
    return `${ratio(times)} times the runs a second of ${best.name} (${durability.toUpperCase()})`;
  });
  if (sentences.length === 0) return 'No peer was measured.';
  return `Compared with the fastest peer of the same durability, at ${most} runs at once, Perdure does ${sentences.join(' and ')}.`;
}

/** A text with the limits of the comparison, once for each contender. */
export function comparableText(rows: readonly Row[]): string {
  const texts = new Map(rows.map(({ name, comparable }) => [name, comparable]));
  return [...texts].map(([name, text]) => `- **${name}**: ${text}`).join('\n');
}

/** A text that names the contenders that were not measured, with the reasons. */
export function reasonsText(rows: readonly Row[]): string {
  const out = rows.filter(({ reason }) => reason !== null);
  const lines = out.map(({ name, durability, reason }) => `- ${name}, ${durability}: ${reason}`);
  return [...new Set(lines)].join('\n');
}
