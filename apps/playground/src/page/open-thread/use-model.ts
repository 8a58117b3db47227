/** Which model answers next: the one chosen here, or else the one that the thread's last run asked for. */
import type { RemoteThread } from '@perdure/http/client';
import { useLive } from '@perdure/react';
import { useSelector } from '@xstate/react';
import { useState } from 'react';
import { readInfo } from '../bench/demo-client.ts';
import { useAnswer } from '../bench/use-answer.ts';

export interface ModelChoice {
  /** Those that the server has; none before it has told. */
  models: readonly string[];
  /** By name; undefined for the server's own choice. */
  asked: string | undefined;
  /** The one that will answer, as far as is known. */
  model: string | undefined;
  setModel: (model: string) => void;
}

const none: readonly string[] = [];

export function useModel(thread: RemoteThread): ModelChoice {
  const [info] = useAnswer(readInfo, useLive(thread.connection));
  const lastUsed = useSelector(thread, ({ runs }) => runs.at(-1)?.model ?? undefined);
  const [chosen, setModel] = useState<string>();
  const wanted = chosen ?? lastUsed;
  const models = info?.models ?? none;
  // The thread may be older than the server's models.
  const asked = wanted !== undefined && models.includes(wanted) ? wanted : undefined;
  return { models, asked, model: asked ?? info?.model, setModel };
}
