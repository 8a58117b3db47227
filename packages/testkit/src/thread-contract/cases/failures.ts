/** Cases of failures: a closed runtime, and a store that cannot write (G9). */
import type { WriteFault } from '@perdure/thread';
import { isIn } from '../case-world.ts';
import { equal, rejects } from '../checks.ts';
import { png, sha256 } from '../samples.ts';
import type { ContractCase } from '../thread-contract.ts';

const cancel = { type: 'run.cancel' } as const;
const faults: readonly WriteFault[] = [
  'full',
  'readOnly',
  'locked',
  'corrupt',
  'io',
  'moved',
  'replaced',
  'unavailable',
  'unknown',
];

export const failureCases: readonly ContractCase[] = [
  {
    name: 'a closed runtime is named by every method, and the view keeps its messages',
    async run(world) {
      const thread = world.thread('t1');
      const watcher = world.watch(thread);
      const { runId } = await world.start(thread);
      const paged = thread.view();
      await world.watch(paged).until('the page is there', isIn(runId, 'running'));
      const view = await watcher.until('the run is running', isIn(runId, 'running'));
      world.world.closeRuntime();
      const error = 'RuntimeClosedError';
      await rejects('start', thread.start({ prompt: 'Again?' }), error);
      await rejects('send', thread.send(runId, cancel), error);
      await rejects('events', thread.events(0), error);
      await rejects('upload', thread.upload({ data: png }), error);
      await rejects('file', thread.file('0'.repeat(64)), error);
      await rejects('page', thread.page(), error);
      await rejects('message', thread.message(view.messages[0]?.id ?? ''), error);
      equal('the messages of the view', thread.getSnapshot().messages, view.messages);
      equal('the messages of the paged view', paged.getSnapshot().messages, view.messages);
    },
  },
  {
    name: 'a start that cannot be written is refused with the reason, and nothing is recorded',
    async run(world) {
      const thread = world.thread('t1');
      for (const reason of faults) {
        world.world.failWrites(reason);
        const start = thread.start({ prompt: 'Why?' });
        await rejects(`a start (${reason})`, start, 'StoreWriteError', { reason });
      }
      equal('the log', await thread.events(0), [], 'G9');
      world.world.failWrites(undefined);
      await world.answer(thread, 'Yes.');
    },
  },
  {
    name: 'a file that cannot be written is refused with the reason, and is not stored',
    async run(world) {
      const thread = world.thread('t1');
      world.world.failWrites('full');
      const refused = thread.upload({ data: png });
      await rejects('the upload', refused, 'StoreWriteError', { reason: 'full' });
      const start = thread.start({ prompt: [{ type: 'file', data: png }] });
      await rejects('the start', start, 'StoreWriteError', { reason: 'full' });
      world.world.failWrites(undefined);
      equal('the file', await thread.file(sha256(png)), undefined, 'G9');
      equal('the log', await thread.events(0), [], 'G9');
      equal('the hash', (await thread.upload({ data: png })).hash, sha256(png));
    },
  },
  {
    name: 'a command that cannot be written is refused with the reason, and the run goes on',
    async run(world) {
      const thread = world.thread('t1');
      const { runId, call } = await world.start(thread);
      const before = await thread.events(0);
      world.world.failWrites('full');
      const sent = thread.send(runId, cancel);
      await rejects('the cancel', sent, 'StoreWriteError', { reason: 'full' });
      equal('the stop of the attempt', call.request.signal.aborted, false, 'G9');
      equal('the log', await thread.events(0), before, 'G9');
      world.world.failWrites(undefined);
      equal('the receipt', await thread.send(runId, cancel), { accepted: true });
    },
  },
];
