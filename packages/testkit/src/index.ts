export type { Seen, TestHost } from './conformance/host.ts';
export { type Broken, describePath, NonConformanceError } from './conformance/non-conformance.ts';
export { type ReplayOptions, replay, type Tally } from './conformance/replay.ts';
export * from './graph/index.ts';
export { plainActorHost } from './hosts/plain-actor.ts';
export { type RuntimeHostOptions, runtimeHost } from './hosts/runtime-host.ts';
