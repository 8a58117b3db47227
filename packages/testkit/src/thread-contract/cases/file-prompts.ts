/** Cases of prompts with files: which prompts are recorded, which are refused, and what the provider is given. */
import type { FilePart, PromptPart } from '@perdure/thread';
import { equal, rejects } from '../checks.ts';
import { blindModel, refusalOf } from '../contract-runtime.ts';
import { png, text } from '../samples.ts';
import type { ContractCase } from '../thread-contract.ts';

const question: PromptPart = { type: 'text', text: 'What is this?' };
const unknown: FilePart = {
  type: 'file',
  hash: '0'.repeat(64),
  mediaType: 'image/png',
  size: 5,
};

export const filePromptCases: readonly ContractCase[] = [
  {
    name: 'new files of a prompt are stored, and reach the provider in their places',
    async run(world) {
      const thread = world.thread('t1');
      const { call } = await world.start(thread, {
        prompt: [
          { type: 'file', data: png, name: 'sky.png' },
          question,
          { type: 'file', data: text('# Sky'), mediaType: 'text/markdown' },
        ],
      });
      const [image, note] = [
        await thread.upload({ data: png, name: 'sky.png' }),
        await thread.upload({ data: text('# Sky'), mediaType: 'text/markdown' }),
      ];
      const { messages, file } = call.request;
      equal('the prompt', messages[0]?.parts, [image, question, note]);
      const given = await file(note.hash);
      equal('the type', given.mediaType, 'text/markdown');
      equal('the bytes', Buffer.from(given.bytes).toString(), '# Sky');
    },
  },
  {
    name: 'a prompt of a stored file alone is recorded as it was given',
    async run(world) {
      const thread = world.thread('t1');
      const part = await thread.upload({ data: png, name: '空.png' });
      const { call } = await world.start(thread, { prompt: [part] });
      equal('the prompt', call.request.messages[0]?.parts, [part]);
      const watcher = world.watch(thread);
      const view = await watcher.until('the prompt', ({ messages }) => messages.length > 0);
      equal('the prompt in the view', view.messages[0]?.parts, [part]);
    },
  },
  {
    name: 'a file that the store does not know, and a part that is no file, are refused',
    async run(world) {
      const thread = world.thread('t1');
      const parts = [unknown, { ...unknown, hash: '../x' }, { type: 'file' }, null];
      for (const part of parts) {
        const start = thread.start({ prompt: [question, part as PromptPart] });
        await rejects(`the start of ${JSON.stringify(part)}`, start, 'InvalidPromptError');
      }
      equal('the log', await thread.events(0), []);
    },
  },
  {
    name: 'a new file that is empty is refused, and starts nothing',
    async run(world) {
      const thread = world.thread('t1');
      const start = thread.start({ prompt: [question, { type: 'file', data: '' }] });
      await rejects('the start', start, 'InvalidFileError', { why: 'it is empty.' });
      equal('the log', await thread.events(0), []);
    },
  },
  {
    name: 'a file that the model does not take is refused with the reason of the provider',
    async run(world) {
      const thread = world.thread('t1');
      const stored = await thread.upload({ data: png });
      const why = refusalOf('image/png');
      for (const file of [stored, { type: 'file', data: png } as const]) {
        const start = thread.start({ prompt: [question, file], model: blindModel });
        await rejects('the start', start, 'InvalidPromptError', { why });
      }
      equal('the log', await thread.events(0), []);
      await world.start(thread, { prompt: [question, stored], model: 'other' });
    },
  },
];
