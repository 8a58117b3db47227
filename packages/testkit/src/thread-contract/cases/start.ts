/** Cases of `start`: what is recorded, and which ids are refused. */
import type { PromptPart, TextPart } from '@perdure/thread';
import { isIn } from '../case-world.ts';
import { equal, rejects } from '../checks.ts';
import type { ContractCase } from '../thread-contract.ts';

export const startCases: readonly ContractCase[] = [
  {
    name: 'a start resolves once the prompt is recorded, as it was given',
    async run(world) {
      const thread = world.thread('t1');
      const { runId } = await thread.start({ prompt: '  Why?\n' });
      const [queued, prompt] = await thread.events(0);
      equal('the first event', [queued?.type, queued?.runId], ['run.queued', runId]);
      equal('the second event', prompt?.type, 'message.completed');
      const message = prompt?.type === 'message.completed' ? prompt.message : undefined;
      const parts: readonly TextPart[] = [{ type: 'text', text: '  Why?\n' }];
      equal('the prompt', [message?.role, message?.parts], ['user', parts]);
    },
  },
  {
    name: 'a prompt of parts is recorded as it was given, and reaches the provider',
    async run(world) {
      const prompt: readonly TextPart[] = [
        { type: 'text', text: 'One.' },
        { type: 'text', text: 'Two.' },
      ];
      const { call } = await world.start(world.thread('t1'), { prompt });
      equal(
        'the prompt',
        call.request.messages.map(({ parts }) => parts),
        [prompt],
      );
    },
  },
  {
    name: 'a prompt that says nothing, or has a part that is neither a text nor a file, is refused',
    async run(world) {
      const thread = world.thread('t1');
      const call = { type: 'toolCall', id: 'c1', name: 'pay', input: {} } as never;
      const text = (value: unknown) => ({ type: 'text', text: value }) as PromptPart;
      const prompts = ['', ' \n', [], [text('')], [call], [text('Why?'), call], [text(5)]];
      for (const prompt of prompts) {
        const start = thread.start({ prompt });
        await rejects(`the start of ${JSON.stringify(prompt)}`, start, 'InvalidPromptError');
      }
      equal('the log', await thread.events(0), []);
    },
  },
  {
    name: 'the model of a start reaches the provider and the view',
    async run(world) {
      const thread = world.thread('t1');
      const watcher = world.watch(thread);
      const { call } = await world.start(thread, { model: 'small' });
      equal('the model', call.request.model, 'small');
      await watcher.until('the model in the view', ({ runs }) => runs[0]?.model === 'small');
    },
  },
  {
    name: 'two starts with one run id are one run',
    async run(world) {
      const thread = world.thread('t1');
      const starts = ['Why?', 'Again?'].map((prompt) => thread.start({ prompt, runId: 'r1' }));
      const started = await Promise.all(starts);
      equal(
        'the run ids',
        started.map(({ runId }) => runId),
        ['r1', 'r1'],
      );
      const types = (await thread.events(0)).map(({ type }) => type);
      equal('the runs', types.filter((type) => type === 'run.queued').length, 1);
      equal('the prompts', types.filter((type) => type === 'message.completed').length, 1);
    },
  },
  {
    name: 'a start with the id of a run that is over returns that run',
    async run(world) {
      const thread = world.thread('t1');
      await world.answer(thread, 'Yes.', { runId: 'r1' });
      const before = await thread.events(0);
      equal('the run id', (await thread.start({ prompt: 'Again?', runId: 'r1' })).runId, 'r1');
      equal('the log', await thread.events(0), before);
    },
  },
  {
    name: 'a start with the id of a run of another thread is refused, and that run goes on',
    async run(world) {
      const [own, other] = [world.thread('t1'), world.thread('t2')];
      const { call } = await world.start(other, { runId: 'r1' });
      const start = own.start({ prompt: 'Why?', runId: 'r1' });
      await rejects('the start', start, 'RunIdTakenError', { runId: 'r1' });
      equal('the log of the refusing thread', await own.events(0), []);
      equal('the stop of the other run', call.request.signal.aborted, false);
    },
  },
  {
    name: 'a run of a busy thread is queued until the run before it is over',
    async run(world) {
      const thread = world.thread('t1');
      const watcher = world.watch(thread);
      const first = await world.start(thread, { prompt: 'One?' });
      const { runId } = await thread.start({ prompt: 'Two?' });
      await watcher.until('the second run is queued', isIn(runId, 'queued'));
      first.call.send({ type: 'text', text: 'One.' }, { type: 'finish', reason: 'stop' });
      const second = await world.call(runId);
      const given = second.request.messages.map(({ role }) => role);
      equal('the messages of the second run', given, ['user', 'assistant', 'user']);
      await watcher.until('the second run is running', isIn(runId, 'running'));
    },
  },
];
