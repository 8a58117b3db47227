/** One worker thread of a long search: groups of 100 histories, each group with its own seed. */
import { parentPort, workerData } from 'node:worker_threads';
import { search } from '@perdure/testkit/histories';
import { Service } from './service.ts';
import { textOf } from './text-of.ts';

export interface Job {
  /** The seed of the first group. */
  seed: number;
  /** The difference between the seeds of two consecutive groups of this worker. */
  stride: number;
  /** Number of histories. */
  histories: number;
}

/** The message that a worker sends after each group. */
export interface Progress {
  /** Number of histories since the last message. */
  histories: number;
  /** Number of requests since the last message. */
  requests: number;
  /** The refusal, and the history that leads to it. */
  failure?: string;
}

const groupSize = 100;
const job = workerData as Job;
const service = new Service();

for (let done = 0, seed = job.seed; done < job.histories; seed += job.stride) {
  const histories = Math.min(groupSize, job.histories - done);
  const before = service.requests;
  const found = await search({ seed, histories, send: service.send });
  const progress: Progress = { histories, requests: service.requests - before };
  if (found !== undefined) progress.failure = `seed ${seed}\n${textOf(found)}`;
  parentPort?.postMessage(progress);
  if (found !== undefined) break;
  done += histories;
}
