/** Requests in the form of chat completions. */

export const body = (messages: readonly unknown[]) => ({ model: 'm', messages });
export const user = (content: unknown = 'Hello.') => ({ role: 'user', content });
export const assistant = (content: unknown, more: object = {}) => ({
  role: 'assistant',
  content,
  ...more,
});
export const call = (id: string, more: object = {}) => ({
  id,
  type: 'function',
  function: { name: 'look', arguments: '{}', ...more },
});
export const tool = (tool_call_id: string | undefined, content: unknown = 'seen') => ({
  role: 'tool',
  tool_call_id,
  content,
});
/** A loop of one call, which the model is to go on from. */
export const loop = (calls: readonly unknown[], ...tools: readonly unknown[]) =>
  body([user(), assistant(null, { tool_calls: calls }), ...tools]);
export const image = (url: string) =>
  body([
    user([
      { type: 'text', text: '?' },
      { type: 'image_url', image_url: { url } },
    ]),
  ]);
