/** Defects in what counts as an answer, and in what a model is given back (G7, G14). */
import type { Defect } from './defect.ts';
import { runtime, salvage, salvageTest } from './suites.ts';

const finish = 'packages/runtime/src/attempt/finish.ts';
const finishTest = 'packages/runtime/test/finish.test.ts';
const history = 'packages/providers/src/history';
const turnsTest = 'packages/providers/test/history/turns.test.ts';
const aiSdk = 'packages/providers/src/ai-sdk';
const modelCallsTest = 'packages/providers/test/ai-sdk/model-calls.test.ts';

export const answerDefects: readonly Defect[] = [
  {
    name: 'what a person stopped forgotten',
    breaks: 'G7',
    file: salvage,
    find: 'kept.some(isSaid) ? kept : []',
    put: "kept.some(({ type }) => type === 'toolCall') ? kept : []",
    by: [salvageTest, runtime('cancel')],
  },
  {
    name: 'an approved tool that has begun forgotten',
    breaks: 'G7',
    file: 'packages/runtime/src/attempt/attempt.ts',
    find: '        this.#builder.begin(chunk);\n',
    put: '',
    by: [runtime('approved-tool')],
  },
  {
    name: 'a tool performed before its call is recorded',
    breaks: 'G7',
    file: `${aiSdk}/heard-model.ts`,
    find: '      await answerRecorded;\n',
    put: '',
    by: [modelCallsTest],
  },
  {
    name: 'a call of a broken answer taken for one that has begun',
    breaks: 'G7',
    file: `${aiSdk}/held-chunks.ts`,
    find: 'this.#calls.length === 0 && !isOwnCall(chunk)',
    put: 'this.#calls.length === 0',
    by: [modelCallsTest],
  },
  {
    name: "a tool's arguments sent in the place of the model's",
    breaks: 'G14',
    file: `${aiSdk}/model-calls.ts`,
    find: 'if (input !== call.input) this.#given.set(inputKey(call), input);',
    put: '',
    by: [modelCallsTest],
  },
  {
    name: 'an approved call sent under the id of another model',
    breaks: 'G14',
    file: `${aiSdk}/model-calls.ts`,
    find: 'this.#sent = sent;',
    put: 'this.#sent = { ...sent, ids: new Map() };',
    by: [modelCallsTest],
  },
  {
    name: 'a refused picture sent again',
    breaks: 'G7',
    file: 'packages/runtime/src/batch/plans.ts',
    find: "  if (step.stored.state === 'failed') markRefused(batch, run, step.stored.context.failure);\n",
    put: '',
    by: [runtime('refused')],
  },
  {
    name: 'an empty end taken for an answer',
    breaks: 'G7',
    file: finish,
    find: "return 'empty';",
    put: "return 'stop';",
    by: [finishTest],
  },
  {
    name: 'an end without evidence taken for an answer',
    breaks: 'G7',
    file: finish,
    find: '  throw broken(reason);\n}',
    put: "  return 'other';\n}",
    by: [finishTest],
  },
  {
    name: 'a filtered answer completed',
    breaks: 'G7',
    file: finish,
    find: "  if (meaning === 'filtered') throw filtered(reason);\n",
    put: '',
    by: [finishTest],
  },
  {
    name: 'a tool at work taken for silence',
    breaks: 'G7',
    file: 'packages/runtime/src/attempt/tools-at-work.ts',
    find: "if (this.#calls.size > 0 || this.#isAppAtWork) return 'toolMs';",
    put: '',
    by: [runtime('silence')],
  },
  {
    name: 'the usage of failed attempts forgotten',
    breaks: 'G5',
    file: 'machines/run/src/run.machine.ts',
    find: '      ...planRetry(context, event),\n      ...usedAfter(context, event),\n',
    put: '      ...planRetry(context, event),\n',
    by: [runtime('usage')],
  },
  {
    name: "metadata given to a model that is not the part's origin",
    breaks: 'G14',
    file: `${history}/origin.ts`,
    find: 'origin.provider !== next.provider || origin.model !== next.model',
    put: 'origin.provider !== next.provider && origin.model === next.model',
    by: [turnsTest],
  },
  {
    name: "another provider's call ids sent as they are",
    breaks: 'G14',
    file: `${history}/call-ids.ts`,
    find: '((isOwn || portable.test(part.id)) && !used.has(part.id))',
    put: '!used.has(part.id)',
    by: [turnsTest],
  },
  {
    name: 'blank texts sent',
    breaks: 'G14',
    file: `${history}/join-turns.ts`,
    find: "part.text.trim() === ''",
    put: "part.text === '?'",
    by: [turnsTest],
  },
  {
    name: 'a call that nobody answered sent without a result',
    breaks: 'G14',
    file: `${history}/turns.ts`,
    find: 'message.runId === runId ? undefined : unanswered(call)',
    put: 'undefined',
    by: [turnsTest],
  },
  {
    name: 'half of a character sent',
    breaks: 'G14',
    file: `${history}/turns.ts`,
    find: 'turns.map(wellFormedTurn)',
    put: 'turns',
    by: [turnsTest],
  },
  {
    name: 'a silent connection taken for a quiet one',
    breaks: 'G8',
    file: 'packages/http/src/client/watchdog.ts',
    find: '    this.#check();\n  }\n\n  /** Notes that bytes came. */',
    put: '  }\n\n  /** Notes that bytes came. */',
    by: ['packages/http/test/half-open.test.ts'],
  },
];
