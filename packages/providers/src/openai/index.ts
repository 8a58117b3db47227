export type { Tool, ToolContext, Tools } from '../agent/tool.ts';
export type { Question, QuestionAnswer } from '../questions/question.ts';
export { type OpenAiSettings, openai } from './openai.ts';
