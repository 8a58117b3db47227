/** Plays a script on the real runtime, and keeps what the provider was asked. */
import type { Chunk, ProviderRequest } from '@perdure/runtime';
import { httpError } from '../provider/index.ts';
import { attemptChunks, openCalls } from './attempt-chunks.ts';
import type { ModelName } from './models.ts';
import type { AnswerPlan, AttemptPlan, RunPlan, Script } from './script.ts';
import { Stage } from './stage.ts';
import { Said } from './step-chunks.ts';

/** A request of an attempt, and the model that it goes to. */
export interface Asked {
  readonly model: ModelName;
  /** True if the request has the answer to a question about a call. */
  readonly isResumed: boolean;
  readonly hasTools: boolean;
  readonly request: ProviderRequest;
}

/** Plays a script. @returns the requests of all attempts in order, with the messages that the runtime has recorded */
export async function play({ keep, runs }: Script): Promise<Asked[]> {
  const stage = await Stage.open(keep);
  const said = new Said();
  const asked: Asked[] = [];
  try {
    for (const [index, run] of runs.entries()) await playRun(stage, run, `r${index}`, said, asked);
    return asked;
  } finally {
    stage.close();
  }
}

async function playRun(
  stage: Stage,
  { prompt, hasTools, attempts, answers }: RunPlan,
  runId: string,
  said: Said,
  asked: Asked[],
): Promise<void> {
  await stage.start(runId, prompt);
  let played = 0;
  let answered = 0;
  let model: ModelName | undefined;
  for (;;) {
    const state = await stage.rests(runId);
    if (state === 'awaitingInput') {
      const answer = answers[answered++] ?? 'withdraw';
      // The next prompt withdraws the question.
      if (answer === 'withdraw') return;
      await stage.send(runId, commandOf(answer, stage.question));
    } else if (state === 'running') {
      const { request } = stage.call;
      const isResumed = openCalls(request.messages, runId).length > 0;
      const next = attempts[played++] ?? lastPlan(attempts);
      // The model that has asked goes on after the answer.
      const plan: AttemptPlan = isResumed && model !== undefined ? { ...next, model } : next;
      model = plan.model;
      asked.push({ model, isResumed, hasTools, request });
      await act(stage, runId, plan, attemptChunks(plan, request, hasTools, said));
    } else return;
  }
}

/** An answer of one word, which ends a run. */
const lastPlan = (attempts: readonly AttemptPlan[]): AttemptPlan => ({
  model: attempts.at(-1)?.model ?? 'claude',
  steps: [
    { thoughts: [], texts: ['Done.'], search: 'none', file: false, calls: [], order: 'callsFirst' },
  ],
});

function commandOf(answer: Exclude<AnswerPlan, 'withdraw'>, toolCallId: string) {
  if (answer === 'cancel') return { type: 'run.cancel' } as const;
  const words = answer === 'denyWithWords' ? { reason: 'Not now. \ud83d' } : {};
  const approved = answer === 'approve';
  return { type: 'run.answer', answer: { toolCallId, approved, ...words } } as const;
}

/** Plays one attempt, to its end or to its cut. */
async function act(
  stage: Stage,
  runId: string,
  { cut }: AttemptPlan,
  chunks: readonly Chunk[],
): Promise<void> {
  if (cut === undefined) return stage.say(chunks);
  // The last chunk ends the attempt, so that a cut comes before it.
  await stage.say(chunks.slice(0, Math.min(cut.after, chunks.length - 1)));
  switch (cut.how) {
    case 'lost':
      return stage.fail(httpError(503));
    case 'ends':
      return stage.fail();
    case 'refused':
      return stage.fail(httpError(401));
    case 'cancelled':
      return stage.send(runId, { type: 'run.cancel' });
    case 'killed':
      return stage.kill();
  }
}
