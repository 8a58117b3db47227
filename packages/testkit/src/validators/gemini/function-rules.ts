/** The rules of Gemini's generateContent for function calls and their responses. */
import { isFilled, isJson, objectOf } from '../json.ts';
import type { Rule } from '../rule.ts';
import type { Conversation } from './conversation.ts';

export const functionRules: readonly Rule<Conversation>[] = [
  {
    // Error text: "Please ensure that function call turn comes immediately after a user turn or after a function
    // response turn" (google-gemini/gemini-cli#26486).
    name: 'functionCallTurn',
    *check({ contents }) {
      for (const [index, { path, calls }] of contents.entries())
        if (calls.length > 0 && contents[index - 1]?.role !== 'user')
          yield { path, message: 'The function call follows neither a prompt nor a response.' };
    },
  },
  {
    // Error text: "Please ensure that function response turn comes immediately after a function call turn"
    // (langchain-ai/langchain#27799).
    name: 'functionResponseTurn',
    *check({ contents }) {
      for (const [index, { path, responses }] of contents.entries())
        if (responses.length > 0 && !contents[index - 1]?.calls.length)
          yield { path, message: 'The function response follows no function call.' };
    },
  },
  {
    // Error text: "Please ensure that the number of function response parts is equal to the number of function call
    // parts of the function call turn" (google-gemini/gemini-cli#16415).
    name: 'functionResponseCount',
    *check({ contents }) {
      for (const [index, { path, calls }] of contents.entries()) {
        const count = contents[index + 1]?.responses.length ?? 0;
        if (calls.length > 0 && calls.length !== count)
          yield { path, message: `${calls.length} function calls have ${count} responses.` };
      }
    },
  },
  {
    // Error text: "function_response.name: Name cannot be empty".
    name: 'functionName',
    *check({ contents }) {
      for (const { path, json } of contents.flatMap(({ calls, responses }) => [
        ...calls,
        ...responses,
      ]))
        if (!isFilled(objectOf(json.functionCall ?? json.functionResponse).name))
          yield { path, message: 'The function has no name.' };
    },
  },
  {
    // Error text: "Invalid value at 'contents[2].parts[0].function_response.response'
    // (type.googleapis.com/google.protobuf.Struct)"; the arguments of a call have the same type.
    name: 'functionStruct',
    *check({ contents }) {
      for (const { path, json } of contents.flatMap(({ responses }) => responses))
        if (!isJson(objectOf(json.functionResponse).response))
          yield { path, message: 'The response is no object.' };
      for (const { path, json } of contents.flatMap(({ calls }) => calls)) {
        const { args } = objectOf(json.functionCall);
        if (args !== undefined && !isJson(args))
          yield { path, message: 'The arguments are no object.' };
      }
    },
  },
];

export const signatureRules: readonly Rule<Conversation>[] = [
  {
    // Page "Thought signatures": in the current turn, which begins at the last prompt, the first function call of each
    // step has its signature. Error text: "Function call is missing a thought_signature in functionCall parts"
    // (lbjlaq/Antigravity-Manager#139).
    name: 'thoughtSignature',
    *check({ contents }) {
      const prompt = contents.findLastIndex(({ isPrompt }) => isPrompt);
      for (const { calls } of contents.slice(prompt + 1))
        for (const { path, json } of calls.slice(0, 1))
          if (!isFilled(json.thoughtSignature))
            yield { path, message: 'The function call has no thought signature.' };
    },
  },
];
