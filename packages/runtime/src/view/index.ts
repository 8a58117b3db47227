/** What a reader of a thread needs, in Node or in a browser: no store, no host. */
export {
  type Delta,
  type Fact,
  isDelta,
  type Position,
  type StreamItem,
  type ThreadEvent,
} from '../model/events.ts';
export {
  type Message,
  type MessageStatus,
  messageStatuses,
  type Part,
  type Role,
  roles,
  textOf,
} from '../model/message.ts';
export type { AttemptView } from './attempts.ts';
export { fold } from './fold.ts';
export { type Live, LiveValue, type Subscription } from './live.ts';
export { catchUp, formatPosition, parsePosition, positionAfter } from './position.ts';
export { currentRun, emptyView, isSettled, type RunView, type ThreadView } from './view.ts';
