/** Defects of a request, each of which breaks one rule of the shared history, as if it had been forgotten. */
import type { Prompt } from './service.ts';

type Message = Prompt[number];
type Part = Exclude<Message['content'], string>[number];

/** The prompt with other parts. A message of another form stays. */
const withParts = (prompt: Prompt, change: (part: Part, message: Message) => Part[]): Prompt =>
  prompt.map((message) =>
    typeof message.content === 'string'
      ? message
      : ({
          ...message,
          content: message.content.flatMap((part: Part) => change(part, message)),
        } as Message),
  );

const isCall = (part: Part): boolean => part.type === 'tool-call' && !part.providerExecuted;

/** The prompt with the same id on every call and result. */
function withOddIds(prompt: Prompt): Prompt {
  return withParts(prompt, (part) =>
    'toolCallId' in part ? [{ ...part, toolCallId: 'functions.look:0' } as Part] : [part],
  );
}

/** The prompt without the results of its first step with calls. */
function withOrphans(prompt: Prompt): Prompt {
  const results = prompt.findIndex(({ role }) => role === 'tool');
  return prompt.filter((_, index) => index !== results);
}

/** The prompt with a blank text before each text of the assistant. */
function withBlanks(prompt: Prompt): Prompt {
  const blank: Part = { type: 'text', text: ' ' };
  return withParts(prompt, (part, { role }) =>
    role === 'assistant' && part.type === 'text' ? [blank, part] : [part],
  );
}

/** The prompt with a thought of another model before each answer. */
function withForeignThoughts(prompt: Prompt): Prompt {
  const thought: Part = {
    type: 'reasoning',
    text: 'Hm',
    providerOptions: {
      openai: { itemId: 'rs_foreign', reasoningEncryptedContent: null },
      anthropic: { redactedData: '' },
    },
  };
  return prompt.map((message) =>
    message.role === 'assistant'
      ? { ...message, content: [thought, ...message.content] as typeof message.content }
      : message,
  );
}

/** The prompt without an assistant between results and a user. */
function withUsersAfterTools(prompt: Prompt): Prompt {
  return prompt.filter(
    ({ role }, index) =>
      role !== 'assistant' ||
      prompt[index - 1]?.role !== 'tool' ||
      prompt[index + 1]?.role !== 'user',
  );
}

/** The prompt that ends with an answer, because nobody asks to go on. */
function withoutLastUser(prompt: Prompt): Prompt {
  const isAfterAnswer = prompt.at(-1)?.role === 'user' && prompt.at(-2)?.role === 'assistant';
  return isAfterAnswer ? prompt.slice(0, -1) : prompt;
}

/** The prompt with half of a character in each text of a user. */
const withHalves = (prompt: Prompt): Prompt =>
  withParts(prompt, (part, { role }) =>
    role === 'user' && part.type === 'text' ? [{ ...part, text: `${part.text}\ud83d` }] : [part],
  );

/** The prompt with arguments that are no object. */
const withTextAsInput = (prompt: Prompt): Prompt =>
  withParts(prompt, (part) => (isCall(part) ? [{ ...part, input: '{"key":' } as Part] : [part]));

/** The prompt with names that a model has made up. */
const withOddNames = (prompt: Prompt): Prompt =>
  withParts(prompt, (part) =>
    'toolName' in part ? [{ ...part, toolName: 'no such tool' } as Part] : [part],
  );

/** The prompt with an answer of no parts. */
const withEmptyAnswers = (prompt: Prompt): Prompt =>
  withParts(prompt, (part, { role }) =>
    role === 'assistant' && part.type === 'text' ? [] : [part],
  );

/** The prompt with each user's message twice. */
const withUsersTwice = (prompt: Prompt): Prompt =>
  prompt.flatMap((message): Prompt => (message.role === 'user' ? [message, message] : [message]));

export const defects = {
  'ids are not renamed': withOddIds,
  'a call stays without its result': withOrphans,
  'a blank text is sent': withBlanks,
  'a thought of another model is sent': withForeignThoughts,
  'a user follows the results of tools': withUsersAfterTools,
  'an answer is the last message': withoutLastUser,
  'half of a character is sent': withHalves,
  'arguments are no object': withTextAsInput,
  'a name of no tool is sent': withOddNames,
  'an answer is empty': withEmptyAnswers,
  'two users follow each other': withUsersTwice,
} as const satisfies Record<string, (prompt: Prompt) => Prompt>;
