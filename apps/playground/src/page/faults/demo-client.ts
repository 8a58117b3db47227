/** The client of the demo's own API. */
import {
  type DemoInfo,
  type DemoNodes,
  demoPaths,
  type Effect,
  type Fault,
  type Plan,
  type ReceivedRequest,
} from '../../demo-api.ts';

export const readInfo = (): Promise<DemoInfo> => call(demoPaths.info);

export const readPlan = async (): Promise<Fault[]> => (await call<Plan>(demoPaths.plan)).faults;

export async function writePlan(faults: Fault[]): Promise<Fault[]> {
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ faults } satisfies Plan);
  return (await call<Plan>(demoPaths.plan, { method: 'PUT', headers, body })).faults;
}

export const readRequests = async (): Promise<ReceivedRequest[]> =>
  (await call<{ requests: ReceivedRequest[] }>(demoPaths.requests)).requests;

export const readEffects = async (): Promise<Effect[]> =>
  (await call<{ effects: Effect[] }>(demoPaths.effects)).effects;

/** @param runId the run whose attempts are asked for */
export const readNodes = (runId: string | undefined): Promise<DemoNodes> =>
  call(demoPaths.nodes + (runId === undefined ? '' : `?run=${encodeURIComponent(runId)}`));

/** Kills a node. Resolves also if no response comes, because it may be the one that was asked. */
export const killNode = (pid: number): Promise<void> =>
  fetch(`${demoPaths.killNode}?pid=${pid}`, { method: 'POST' }).then(
    () => {},
    () => {},
  );

/** Kills the server. Resolves also if no response comes, because a killed server sends none. */
export const killServer = (): Promise<void> =>
  fetch(demoPaths.kill, { method: 'POST' }).then(
    () => {},
    () => {},
  );

async function call<T>(path: string, init?: RequestInit): Promise<T> {
  const response = await fetch(path, init);
  if (!response.ok) throw new Error(`${path} answers ${response.status}.`);
  return (await response.json()) as T;
}
