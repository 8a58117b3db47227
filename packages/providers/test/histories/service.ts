/** What an adapter of the AI SDK sends for a request of a run, and what the service would refuse of it. */
import { aiSdk } from '@perdure/providers/ai-sdk';
import type { Provider, ProviderRequest } from '@perdure/runtime';
import type { Asked, ModelName } from '@perdure/testkit/histories';
import { type Problem, validatorFor } from '@perdure/testkit/validators';
import { jsonSchema, tool, UnsupportedFunctionalityError, wrapLanguageModel } from 'ai';
import { type Target, targets } from './targets.ts';

type Model = Target['model'];
type Call = Parameters<Model['doStream']>[0];
export type Prompt = Call['prompt'];

export interface Refusal {
  readonly model: ModelName;
  readonly problems: readonly Problem[];
  readonly body: unknown;
}

const anyTool = tool({
  inputSchema: jsonSchema<unknown>({ type: 'object' }),
  execute: () => 'done',
});
const ownTools = { look: anyTool, pay: anyTool };

export class Service {
  /** Number of requests that were sent. */
  requests = 0;
  /** Errors with which an adapter has refused to make a request, each with its number. */
  readonly unsupported = new Map<string, number>();
  readonly #spoil: ((prompt: Prompt) => Prompt) | undefined;

  /** @param spoil changes what an adapter is given */
  constructor(spoil?: (prompt: Prompt) => Prompt) {
    this.#spoil = spoil;
  }

  /** Sends a request to a model. @returns undefined if the service takes it, or is not asked */
  readonly send = async (
    { hasTools, request }: Asked,
    name: ModelName,
  ): Promise<Refusal | undefined> => {
    let sent: { url: string; body: unknown } | undefined;
    const fetch: typeof globalThis.fetch = (input, init) => {
      sent ??= { url: String(input), body: JSON.parse(String(init?.body)) };
      return Promise.resolve(Response.json({ error: { message: 'Seen.' } }, { status: 400 }));
    };
    const {
      model,
      settings,
      tools,
      chat,
      brokenRules = [],
    } = targets[name]({ apiKey: 'none', fetch });
    const provider = aiSdk(this.#spoilt(model), {
      ...settings,
      tools: hasTools ? { ...ownTools, ...tools } : {},
    });
    const error = await endOf(provider, request);
    if (sent === undefined) return error === undefined ? undefined : this.#unsent(name, error);
    this.requests++;
    const validate = validatorFor(sent.url, chat === undefined ? {} : { chat });
    if (validate === undefined) throw new Error(`${sent.url} is no address of a known API.`);
    const problems = validate(sent.body).filter(({ rule }) => !brokenRules.includes(rule));
    return problems.length === 0 ? undefined : { model: name, problems, body: sent.body };
  };

  #spoilt(model: Model): Model {
    const spoil = this.#spoil;
    if (spoil === undefined) return model;
    const transformParams = ({ params }: { params: Call }) =>
      Promise.resolve({ ...params, prompt: spoil(params.prompt) });
    return wrapLanguageModel({
      model,
      middleware: { specificationVersion: 'v4', transformParams },
    });
  }

  /** An adapter may refuse a file that its model does not take. Any other error is a defect. */
  #unsent(name: ModelName, error: unknown): Refusal | undefined {
    if (!UnsupportedFunctionalityError.isInstance(error))
      return {
        model: name,
        problems: [{ path: '', rule: 'unsent', message: `${error}` }],
        body: null,
      };
    const text = `${name}: ${error.message}`;
    this.unsupported.set(text, (this.unsupported.get(text) ?? 0) + 1);
    return undefined;
  }
}

/** Reads an attempt to its end, as a runtime does. @returns what it throws */
async function endOf(provider: Provider, request: ProviderRequest): Promise<unknown> {
  // The signal of the request itself is aborted by now.
  const controller = new AbortController();
  const chunks = provider({ ...request, signal: controller.signal })[Symbol.asyncIterator]();
  try {
    for (;;) {
      const { done, value } = await chunks.next();
      if (done || value.type === 'ask' || value.type === 'finish') return undefined;
    }
  } catch (error) {
    return error;
  } finally {
    controller.abort();
  }
}
