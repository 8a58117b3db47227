export type { Question, QuestionAnswer } from '../questions/question.ts';
export { type AiSdkSettings, aiSdk, type ModelByName } from './ai-sdk.ts';
