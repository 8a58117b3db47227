/** What a reader of a thread needs, in Node or in a browser. Imports no host, no rxjs and no XState. */
export * from './errors.ts';
export {
  type Delta,
  type Fact,
  isDelta,
  isPruned,
  type Position,
  type Pruned,
  type StreamItem,
  type ThreadEvent,
} from './model/events.ts';
export { bytesOf, fileTooLarge, maxFileBytes, sha256, storeFiles } from './model/file.ts';
export { type FinishReason, finishReasonOf, finishReasons } from './model/finish-reason.ts';
export { deepFreeze } from './model/freeze.ts';
export { checkId } from './model/id.ts';
export { asJson, asJsonCommand, asJsonWithText, maxJsonDepth } from './model/json.ts';
export {
  type Cut,
  cuts,
  type Message,
  type MessageStatus,
  messageStatuses,
  type Origin,
  type Role,
  roles,
  textOf,
  titleLength,
  titleOf,
} from './model/message.ts';
export {
  checkChoice,
  checkFunction,
  checkKnownOptions,
  checkNumber,
  checkObject,
  InvalidOptionError,
  withDefaults,
} from './model/option.ts';
export { checkLimit, checkPage, defaultPageSize, maxPageSize } from './model/page.ts';
export type {
  FilePart,
  Metadata,
  OtherPart,
  Part,
  ReasoningPart,
  SourcePart,
  TextPart,
  ToolCallPart,
  ToolContent,
  ToolOutput,
  ToolResultPart,
} from './model/part.ts';
export {
  isNewFile,
  type NewFile,
  type Prompt,
  type PromptPart,
  type StoredPrompt,
  toParts,
} from './model/prompt.ts';
export { type PagedThread, pagedThread } from './paged-thread.ts';
export {
  guardedObserver,
  type Observer,
  type Readable,
  type Subscription,
  toObserver,
  Writable,
  whileSubscribed,
} from './readable.ts';
export { keptForLater, type Report, reporter, tryCall } from './report.ts';
export type {
  LocalStartOptions,
  PagedView,
  PageOptions,
  Receipt,
  Started,
  StartOptions,
  StoredFile,
  Thread,
  ThreadSummary,
} from './thread.ts';
export { type AttemptOutcome, type AttemptView, attemptOutcomes } from './view/attempt-view.ts';
export { fold, foldAll } from './view/fold.ts';
export { FoldedView } from './view/folded-view.ts';
export { earlierLoader } from './view/load-earlier.ts';
export { isOfPage, type ThreadPage, toView } from './view/page.ts';
export {
  canResume,
  currentRun,
  emptyView,
  type Held,
  type RunView,
  type ThreadView,
} from './view/view.ts';
