/** What every adapter shares: messages of a thread as turns that any model takes. */
export { toBase64 } from './base64.ts';
export { newId, type SentIds, sentIds } from './call-ids.ts';
export { openCalls } from './calls.ts';
export { base64, type Files, loadFiles } from './files.ts';
export { filled, modelOutputOf } from './model-output.ts';
export { fileText, outputText } from './output-text.ts';
export { portableName } from './tool-names.ts';
export { type AssistantPart, type Turn, type TurnOptions, toTurns } from './turns.ts';
export { wellFormed } from './well-formed.ts';
