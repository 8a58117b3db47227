/** All rows that match an error, to see why it has its kind. */
import type { Evidence } from './evidence/evidence.ts';
import type { MatchedRow } from './failure.ts';
import { ladder } from './knowledge/order.ts';
import { idOf } from './rows/section.ts';

/** The rows that match, in the order of the ladder: the first one decides. */
export const explain = (evidence: Evidence): MatchedRow[] =>
  ladder.flatMap(({ rung, sections }) =>
    sections.flatMap((section) =>
      section.findAll(evidence).map((row) => ({
        row: idOf(section, row),
        kind: section.kind,
        rung,
        by: row.by,
        source: row.source,
      })),
    ),
  );
