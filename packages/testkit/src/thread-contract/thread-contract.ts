/** Checks that an implementation of `Thread` keeps the contract of that port. */
import { GuaranteeError } from '../guarantee.ts';
import { CaseWorld } from './case-world.ts';
import { commandCases } from './cases/commands.ts';
import { failureCases } from './cases/failures.ts';
import { filePromptCases } from './cases/file-prompts.ts';
import { fileCases } from './cases/files.ts';
import { forgettingCases } from './cases/forgetting.ts';
import { heldCases } from './cases/held.ts';
import { idCases } from './cases/ids.ts';
import { pageCases } from './cases/pages.ts';
import { questionCases } from './cases/questions.ts';
import { readingCases } from './cases/reading.ts';
import { replacingCases } from './cases/replacing.ts';
import { startCases } from './cases/start.ts';
import { viewCases } from './cases/view.ts';
import type { ThreadWorld } from './world.ts';

export interface ThreadTest {
  /** The name of the case: a sentence that is unique within the contract. */
  readonly name: string;
  /**
   * Opens a world, runs the case, and closes the world.
   *
   * @throws {GuaranteeError} if the implementation breaks the contract. `where` names the case; the stack of `cause`
   * shows the place in the case.
   */
  readonly run: () => Promise<void>;
}

export interface ThreadContractOptions {
  /** How long a case waits for a call or for a change of a view, in milliseconds. @default 5_000 */
  patienceMs?: number;
}

/** A case of the contract that has no world yet. */
export interface ContractCase {
  name: string;
  run: (world: CaseWorld) => Promise<void>;
}

const cases: readonly ContractCase[] = [
  ...startCases,
  ...fileCases,
  ...filePromptCases,
  ...questionCases,
  ...commandCases,
  ...viewCases,
  ...replacingCases,
  ...heldCases,
  ...readingCases,
  ...pageCases,
  ...forgettingCases,
  ...failureCases,
  ...idCases,
];

/**
 * All cases of the contract, for any test runner:
 *
 *     for (const { name, run } of threadContract(open)) it(name, run);
 *
 * @param open gives a world without threads; called once per case
 */
export function threadContract(
  open: () => Promise<ThreadWorld>,
  { patienceMs = 5_000 }: ThreadContractOptions = {},
): readonly ThreadTest[] {
  return cases.map(({ name, run }) => ({
    name,
    run: async () => {
      const world = new CaseWorld(await open(), patienceMs);
      try {
        await run(world);
      } catch (error) {
        throw toError(error, name);
      } finally {
        await world.close();
      }
    },
  }));
}

/** Wraps an error with the name of its case. An unexpected error of the implementation breaks the contract too. */
function toError(cause: unknown, name: string): GuaranteeError {
  const { guarantee, what } =
    cause instanceof GuaranteeError
      ? cause
      : ({ guarantee: 'thread', what: `a call failed with ${cause}.` } as const);
  return new GuaranteeError(guarantee, what, `in the case: ${name}`, { cause });
}
