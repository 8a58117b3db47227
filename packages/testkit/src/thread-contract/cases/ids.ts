/** Cases of ids: every well-formed id works for a thread and for a run; any other id is refused with a named error. */
import { isIn } from '../case-world.ts';
import { equal, rejects, throws } from '../checks.ts';
import type { ContractCase } from '../thread-contract.ts';

const good = [
  'user:42',
  'two words',
  ' space around ',
  'a/b',
  '/',
  '%2F',
  '%',
  '%E0%A4%A',
  '?a=1&b=2',
  '#top',
  '..a',
  '...',
  '%2e%2e',
  'a+b',
  '🙂👩‍👩‍👧',
  '会話と実行',
  'é',
  '\\ " \' ` < >',
  'line\nbreak\ttab',
  '\u0000',
  '__proto__',
  'constructor',
  'events',
  'x'.repeat(200),
  '話'.repeat(200),
];

const bad = ['', '.', '..', 'x'.repeat(201), 'half \ud83d', '\ude42'];

const shown = (id: string): string => {
  const text = JSON.stringify(id);
  return text.length > 30 ? `${text.slice(0, 12)}… (${id.length})` : text;
};

export const idCases: readonly ContractCase[] = [
  ...good.map(
    (id): ContractCase => ({
      name: `the id ${shown(id)} works for a thread and a run`,
      async run(world) {
        const thread = world.thread(id);
        equal('the id of the thread', thread.id, id);
        const watcher = world.watch(thread);
        const { call } = await world.start(thread, { runId: id });
        equal('the request', [call.request.threadId, call.request.runId], [id, id]);
        call.send({ type: 'text', text: 'Yes.' });
        const view = await watcher.until('the answer', ({ messages }) => messages.length === 2);
        equal('the view', [view.threadId, view.runs[0]?.id], [id, id]);
        equal('the receipt', await thread.send(id, { type: 'run.cancel' }), { accepted: true });
        await watcher.until('the run is cancelled', isIn(id, 'cancelled'));
        for (const event of await thread.events(0))
          equal('the event', [event.threadId, event.runId], [id, id]);
        const message = await thread.message(view.messages[0]?.id ?? '');
        equal('the message', [message?.role, message?.runId], ['user', id]);
      },
    }),
  ),
  ...bad.map(
    (id): ContractCase => ({
      name: `the id ${shown(id)} is refused for a thread and a run`,
      async run(world) {
        throws('the thread', () => world.thread(id), 'InvalidIdError');
        const thread = world.thread('t1');
        await rejects('the start', thread.start({ prompt: 'Why?', runId: id }), 'InvalidIdError');
        equal('the log', await thread.events(0), []);
      },
    }),
  ),
];
