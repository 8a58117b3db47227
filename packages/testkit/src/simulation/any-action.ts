/** The probability of each action in a history. A change of it changes the history that a seed gives. */
import fc from 'fast-check';
import { type Action, ActionCommand, type Rest } from './actions.ts';
import { powerCuts, storeFaults } from './faulty-store.ts';
import { type Manner, manners, providerActs } from './providers.ts';
import { readerKinds } from './readers.ts';
import { threadIds } from './world.ts';

const second = 1_000;
const hour = 3_600 * second;
const thread = fc.nat({ max: threadIds.length - 1 });
const pick = fc.nat({ max: 20 });
const from = <T>(...list: readonly T[]) => fc.constantFrom(...list);

const plainAction: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('start'),
      thread,
      policy: from('usual', 'usual', 'short', 'interrupting'),
      again: from(false, false, false, true),
      replaces: from(false, false, true),
      onQuestion: from('withdraw', 'wait', 'wait'),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('edit'), thread }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('send'),
      pick,
      command: from(
        'run.cancel',
        'run.retryNow',
        'run.retryNow',
        'run.answer',
        'run.start',
        'run.resume',
        'run.resume',
      ),
    }),
  },
  {
    weight: 24,
    arbitrary: fc.record({
      do: fc.constant('act'),
      pick,
      act: from(
        ...providerActs,
        'text',
        'text',
        'ask',
        'toolCall',
        'toolResult',
        'finish',
        'unavailable',
        'windowUsedUp',
      ),
      late: from(false, false, false, false, true),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('behave'),
      manner: from(...manners, ...Array<Manner>(4).fill('heeds')),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('pass'),
      ms: from(
        0,
        1,
        500,
        second,
        2 * second,
        3 * second,
        5 * second,
        33 * second,
        125 * second,
        hour,
      ),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('set'),
      ms: from(-hour, -5 * second, 5 * second, hour, 24 * hour),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('crash'),
      cut: from(...powerCuts),
      starting: from(null, null, 'before', 'after'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('fail'),
      fault: from(...storeFaults),
      times: fc.integer({ min: 1, max: 3 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('close') }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('drain'), withinMs: from(0, second, 8 * second) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('poison'), pick }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('heal') }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('join'), reader: from(...readerKinds), thread }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('resume') }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('leave'), pick }) },
) as fc.Arbitrary<Action>;

const rest: fc.Arbitrary<Rest> = fc.oneof(
  { weight: 3, arbitrary: fc.constant({ turns: 'all' } as const) },
  { weight: 2, arbitrary: fc.record({ microtasks: fc.nat({ max: 12 }) }) },
);

export const anyAction: fc.Arbitrary<ActionCommand> = fc
  .tuple(plainAction, rest)
  .map(([action, rest]) => new ActionCommand(action, rest));
