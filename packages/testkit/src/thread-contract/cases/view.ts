/** Cases of the view: a subscriber misses nothing and sees nothing twice (G8), whenever it subscribes. */
import type { Chunk } from '@perdure/runtime';
import { type Part, type ThreadView, textOf } from '@perdure/thread';
import { holds } from '../../guarantee.ts';
import { isIn, type Watcher } from '../case-world.ts';
import { equal } from '../checks.ts';
import type { ContractCase } from '../thread-contract.ts';

const text = (value: string): Chunk => ({ type: 'text', text: value });
const finish: Chunk = { type: 'finish', reason: 'stop' };
const retryNow = { type: 'run.retryNow' } as const;

const answerIn = ({ messages }: ThreadView) => messages.find(({ role }) => role === 'assistant');
const textIn = (view: ThreadView) => textOf(answerIn(view) ?? { parts: [] });

const untilText = (watcher: Watcher, expected: string) =>
  watcher.until(`the view has '${expected}'`, (view) => textIn(view) === expected);

/**
 * Checks that each text shown is the beginning of the last text shown, and that no message or run is in a view twice.
 */
function checkViews({ views, view }: Watcher): void {
  for (const one of [...views, view]) {
    const shown = textIn(one);
    holds(
      textIn(view).startsWith(shown),
      'G8',
      () => `a view has '${shown}' of what becomes '${textIn(view)}'.`,
    );
    for (const items of [one.messages, one.runs])
      equal('the number of ids', new Set(items.map(({ id }) => id)).size, items.length, 'G8');
  }
}

export const viewCases: readonly ContractCase[] = [
  {
    name: 'a subscriber that joins in mid-message sees the text so far, then the rest, once',
    async run(world) {
      const early = world.watch(world.thread('t1'));
      const { runId, call } = await world.start(world.thread('t1'));
      call.send(text('One '), text('two '));
      await untilText(early, 'One two ');
      const late = world.watch(world.thread('t1'));
      await untilText(late, 'One two ');
      call.send(text('three '));
      for (const watcher of [early, late]) await untilText(watcher, 'One two three ');
      call.send(text('four.'), finish);
      for (const watcher of [early, late]) {
        const view = await watcher.until('the run completes', isIn(runId, 'completed'));
        equal('the answer', textIn(view), 'One two three four.', 'G8');
        checkViews(watcher);
      }
      equal('the late view', late.view, early.view, 'G8');
    },
  },
  {
    name: 'a subscriber that leaves in mid-message and comes back misses nothing and sees nothing twice',
    async run(world) {
      const watcher = world.watch(world.thread('t1'));
      const other = world.watch(world.thread('t1'));
      const { runId, call } = await world.start(world.thread('t1'));
      call.send(text('One '));
      await untilText(watcher, 'One ');
      watcher.stop();
      call.send(text('two '));
      await untilText(other, 'One two ');
      watcher.resume();
      await untilText(watcher, 'One two ');
      watcher.stop();
      call.send(text('three.'), finish);
      await other.until('the run completes', isIn(runId, 'completed'));
      watcher.resume();
      const view = await watcher.until('the run completes', isIn(runId, 'completed'));
      equal('the answer', textIn(view), 'One two three.', 'G8');
      checkViews(watcher);
      equal('the view', watcher.view, other.view, 'G8');
    },
  },
  {
    name: 'parts of every type arrive in order and once, also for a subscriber that joins between them',
    async run(world) {
      const early = world.watch(world.thread('t1'));
      const { runId, call } = await world.start(world.thread('t1'));
      const first: readonly (Chunk & Part)[] = [
        { type: 'reasoning', text: 'Hm. ' },
        { type: 'text', text: 'Paying. ' },
        { type: 'toolCall', id: 'c1', name: 'pay', input: { amount: 5 } },
      ];
      const second: readonly (Chunk & Part)[] = [
        { type: 'toolResult', id: 'c1', name: 'pay', output: ['paid', null] },
        { type: 'text', text: 'Paid.' },
      ];
      call.send(...first);
      const has = (count: number) => (view: ThreadView) => answerIn(view)?.parts.length === count;
      await early.until('three parts', has(3));
      const late = world.watch(world.thread('t1'));
      await late.until('three parts', has(3));
      call.send(...second);
      for (const watcher of [early, late]) {
        const view = await watcher.until('five parts', has(5));
        equal('the parts', answerIn(view)?.parts, [...first, ...second], 'G8');
      }
      call.send(finish);
      for (const watcher of [early, late]) {
        const view = await watcher.until('the run completes', isIn(runId, 'completed'));
        equal('the parts', answerIn(view)?.parts, [...first, ...second], 'G8');
      }
    },
  },
  {
    name: 'the partial message of a failed attempt leaves the view, and `message` still reads it',
    async run(world) {
      const thread = world.thread('t1');
      const watcher = world.watch(thread);
      const { runId, call } = await world.start(thread);
      call.send(text('Half'));
      await untilText(watcher, 'Half');
      call.fail(Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }));
      const waiting = await watcher.until('the run waits', isIn(runId, 'retrying'));
      equal('the answer', answerIn(waiting), undefined);
      equal('the receipt', await thread.send(runId, retryNow), { accepted: true });
      (await world.call(runId, 2)).send(text('Whole.'), finish);
      const view = await watcher.until('the run completes', isIn(runId, 'completed'));
      equal('the answer', textIn(view), 'Whole.');
      const id = view.runs[0]?.attempts[0]?.discarded ?? '';
      const message = await thread.message(id);
      equal(
        'the discarded message',
        [message?.status, message?.parts],
        ['discarded', [{ type: 'text', text: 'Half' }]],
      );
    },
  },
  {
    name: 'an observer is a function or an object, and is not called after it has unsubscribed',
    async run(world) {
      const thread = world.thread('t1');
      let calls = 0;
      const count = () => {
        calls++;
      };
      const subscriptions = [thread.subscribe(count), thread.subscribe({ next: count })];
      const watcher = world.watch(thread);
      const { runId } = await world.start(thread);
      await watcher.until('the run is running', isIn(runId, 'running'));
      holds(calls >= 2, 'thread', () => `two observers were called ${calls} times.`);
      for (const subscription of subscriptions) subscription.unsubscribe();
      const before = calls;
      await thread.send(runId, { type: 'run.cancel' });
      await watcher.until('the run is cancelled', isIn(runId, 'cancelled'));
      equal('the number of calls', calls, before);
    },
  },
];
