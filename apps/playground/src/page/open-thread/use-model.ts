/** The model of the next run: the model that the user chose, or else the model that the thread's last run named. */
import type { RemoteThread } from '@perdure/http/client';
import { useReadable } from '@perdure/react';
import { useSelector } from '@xstate/react';
import { useState } from 'react';
import { readInfo } from '../faults/demo-client.ts';
import { useAnswer } from '../faults/use-answer.ts';

export interface ModelChoice {
  /** The server's models; empty until its first response. */
  models: readonly string[];
  /** The model that the next run will name; undefined for the server's choice. */
  asked: string | undefined;
  /** The model that will answer; undefined until the server's first response. */
  model: string | undefined;
  setModel: (model: string) => void;
}

const none: readonly string[] = [];

export function useModel(thread: RemoteThread): ModelChoice {
  const [info] = useAnswer(readInfo, useReadable(thread.connection));
  const lastUsed = useSelector(thread, ({ runs }) => runs.at(-1)?.model ?? undefined);
  const [chosen, setModel] = useState<string>();
  const wanted = chosen ?? lastUsed;
  const models = info?.models ?? none;
  // The wanted model is checked against the server's models, because an old run may name one that the server dropped.
  const asked = wanted !== undefined && models.includes(wanted) ? wanted : undefined;
  return { models, asked, model: asked ?? info?.model, setModel };
}
