/**
 * The errors that are judged: the cases of @perdure/failure, and a larger collection if one lies beside the checkout.
 */
import { cases, type Label } from '@perdure/failure/cases';

export interface Row {
  label: Label;
  provider: string;
  error: unknown;
}

const corpus = new URL('../../../../../shared/corpus/to-error.mjs', import.meta.url);

interface CorpusRow {
  provider: string;
  expected: Label;
}

/** Reads the larger collection. Resolves with an empty list if there is none. */
export async function readCorpus(): Promise<Row[]> {
  try {
    const { rows, toError } = await import(corpus.href);
    return (rows() as CorpusRow[]).map((row) => ({
      label: row.expected,
      provider: row.provider,
      error: toError(row),
    }));
  } catch {
    return [];
  }
}

export const ownCases: readonly Row[] = cases;
