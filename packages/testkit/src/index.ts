export type { Seen, TestHost } from './conformance/host.ts';
export { type ReplayOptions, type ReplayReport, replay } from './conformance/replay.ts';
export * from './graph/index.ts';
export { type Guarantee, GuaranteeError } from './guarantee.ts';
export { plainActorHost } from './hosts/plain-actor.ts';
export { type RuntimeHostOptions, runtimeHost } from './hosts/runtime-host.ts';
