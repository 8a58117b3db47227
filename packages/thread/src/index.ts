/** What a reader of a thread needs, in Node or in a browser. Imports no host, no rxjs and no XState. */
export * from './errors.ts';
export {
  type Delta,
  type Fact,
  isDelta,
  type Position,
  type StreamItem,
  type ThreadEvent,
} from './model/events.ts';
export { checkId } from './model/id.ts';
export { asJson, asJsonCommand } from './model/json.ts';
export {
  type Message,
  type MessageStatus,
  messageStatuses,
  type Part,
  type Role,
  roles,
  textOf,
} from './model/message.ts';
export { checkPage, maxPageSize } from './model/page.ts';
export { toParts } from './model/prompt.ts';
export {
  type Readable,
  type Subscription,
  toObserver,
  Writable,
  whileSubscribed,
} from './readable.ts';
export type {
  LocalStartOptions,
  Receipt,
  Started,
  StartOptions,
  Thread,
  ThreadSummary,
} from './thread.ts';
export { type AttemptOutcome, type AttemptView, attemptOutcomes } from './view/attempt-view.ts';
export { fold } from './view/fold.ts';
export { currentRun, emptyView, type RunView, type ThreadView } from './view/view.ts';
