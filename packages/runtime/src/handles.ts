/** Makes the handles of threads and runs from the host's parts. */
import type { Core } from '@perdure/core';
import { type RetryPolicy, type RunCommand, type RunOutput, toPolicy } from '@perdure/run';
import { filter, firstValueFrom, map } from 'rxjs';
import { InvalidIdError, RuntimeClosedError, UnknownRunError } from './errors.ts';
import type { Attempts } from './host/attempts.ts';
import { isFinal } from './host/draft.ts';
import type { Mailbox } from './host/mailbox.ts';
import { planCommand, planStart, type Receipt } from './host/plans.ts';
import type { Sessions } from './host/sessions.ts';
import { asJson } from './model/json.ts';
import type { RunRecord, Store } from './ports/store.ts';
import { type Run, toSnapshot } from './run.ts';
import type { LocalThread } from './thread.ts';
import { toObserver } from './view/live.ts';
import { watchView } from './view/watch-view.ts';

export interface Host {
  store: Store;
  core: Core;
  mailbox: Mailbox;
  sessions: Sessions;
  attempts: Attempts;
  policy: RetryPolicy;
  newId: () => string;
}

export function openRun(host: Host, id: string): Run | undefined {
  const { store, sessions } = host;
  if (sessions.isClosed) throw new RuntimeClosedError();
  let last = store.findRun(id);
  if (last === undefined) return undefined;
  const { threadId } = last;
  /** After the end, as it was last seen: a view that is being taken down may still look. */
  const read = (): RunRecord => {
    if (!sessions.isClosed) last = store.findRun(id) ?? last;
    return last as RunRecord;
  };

  return {
    id,
    threadId,
    getSnapshot: () => toSnapshot(read()),
    subscribe: (observer) => sessions.run(id).pipe(map(toSnapshot)).subscribe(toObserver(observer)),
    send: (command) => sendCommand(host, id, command),
    async done(): Promise<RunOutput> {
      const { output } = toSnapshot(read());
      if (output !== undefined) return output;
      const end = sessions.run(id).pipe(filter(isFinal), map(toSnapshot));
      const last = await firstValueFrom(end, { defaultValue: undefined });
      if (last?.output === undefined) throw new RuntimeClosedError();
      return last.output;
    },
  };
}

export function openThread(host: Host, id: string): LocalThread {
  checkId('thread id', id);
  const { core, mailbox, sessions, policy, newId } = host;
  const stream: LocalThread['stream'] = (from) => sessions.stream(id, from);
  const { getSnapshot, subscribe } = watchView(id, stream);

  return {
    id,
    getSnapshot,
    subscribe,
    stream,
    events$: stream({ seq: 0 }),
    send: (runId, command) => sendCommand(host, runId, command, id),
    async start({ prompt, runId = newId(), policy: own, model, replaces }) {
      checkId('run id', runId);
      const run = {
        runId,
        threadId: id,
        messageId: newId(),
        prompt:
          typeof prompt === 'string' ? [{ type: 'text' as const, text: prompt }] : asJson(prompt),
        input: {
          policy: own === undefined ? policy : toPolicy(own, policy),
          ...(model !== undefined && { request: { model } }),
        },
        ...(model !== undefined && { model }),
        ...(replaces !== undefined && { replaces }),
      };
      await mailbox.post((draft) => planStart(draft, core, run));
      const handle = openRun(host, runId);
      if (handle === undefined) throw new UnknownRunError(runId);
      return handle;
    },
  };
}

/** Kept as they are, or not at all: half a pair would come back from a file as another id. */
function checkId(what: string, id: string): void {
  if (id.length < 1 || id.length > 200 || !id.isWellFormed()) throw new InvalidIdError(what, id);
}

/** @param threadId if it is given, a run of another thread is unknown (G4) */
function sendCommand(
  { mailbox, attempts }: Host,
  runId: string,
  command: RunCommand,
  threadId?: string,
): Promise<Receipt> {
  const sent = mailbox.post((draft) => {
    const isForeign = threadId !== undefined && draft.findRun(runId)?.threadId !== threadId;
    if (isForeign) throw new UnknownRunError(runId);
    const recorded = command.type === 'run.answer' ? asJson(command) : command;
    return planCommand(draft, runId, recorded, (token) => attempts.message(runId, token));
  });
  // Whoever waits for it hears of it; whoever does not must not be ended by it.
  sent.catch(() => {});
  return sent;
}
