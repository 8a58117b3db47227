/** The errors that are judged: our own cases, and a larger collection if one lies beside the checkout. */
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

/** Resolves with an empty list if there is no collection. */
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
