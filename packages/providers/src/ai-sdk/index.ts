export { type AiSdkSettings, aiSdk, type ModelByName } from './ai-sdk.ts';
export type { Question, QuestionAnswer } from './question.ts';
