/**
 * What the SDK gives a model as the results of tools, within one call of `streamText`: the same that a later request is
 * made of. `toModelOutput` is asked once for each result, because it may return something else each time.
 */
import type { NewToolOutput } from '@perdure/runtime';
import type { ToolSet } from 'ai';
import { filled, toBase64 } from '../history/index.ts';
import { executing } from './executing.ts';
import { told, wordsOf } from './told-error.ts';
import { fromOutput, type SdkContent, type SdkOutput } from './tool-output.ts';

export interface SdkResult {
  toolName: string;
  toolCallId: string;
  input: unknown;
  output: unknown;
}

type Tool = ToolSet[string];

export class ModelOutputs {
  /** The tools for the SDK. */
  readonly tools: ToolSet;
  readonly #ownTools: ToolSet;
  /** The last output of each call, by its id, and what was made of it. */
  readonly #made = new Map<string, { output: unknown; result: Promise<SdkOutput> }>();

  constructor(tools: ToolSet) {
    this.#ownTools = tools;
    this.tools = Object.fromEntries(
      Object.entries(tools).map(([name, tool]) => [name, this.#withOutputs(name, tool)]),
    );
  }

  /** What is recorded of a result besides its output; undefined for a tool without `toModelOutput`. */
  async recorded(result: SdkResult): Promise<NewToolOutput | undefined> {
    const tool = this.#ownTool(result.toolName);
    return tool?.toModelOutput && fromOutput(await this.#madeOrError(tool, result));
  }

  #ownTool(name: string): Tool | undefined {
    return Object.hasOwn(this.#ownTools, name) ? this.#ownTools[name] : undefined;
  }

  #withOutputs(toolName: string, tool: Tool): Tool {
    // A tool that the model's provider performs is left alone, because its result goes back unchanged.
    if (tool.toModelOutput === undefined && tool.execute === undefined) return tool;
    const toModelOutput = (result: Omit<SdkResult, 'toolName'>) =>
      this.#madeOrError(tool, { toolName, ...result });
    if (tool.execute === undefined) return { ...tool, toModelOutput } as Tool;
    const execute = executing(tool.execute.bind(tool), (input, output, { toolCallId }) =>
      this.#make(tool, { toolName, toolCallId, input, output }),
    );
    return { ...tool, toModelOutput, execute } as Tool;
  }

  /** Of a tool that the provider performs, an error in the place of what cannot be made. */
  #madeOrError(tool: Tool, result: SdkResult): Promise<SdkOutput> {
    return this.#make(tool, result).catch((error: unknown) => ({
      type: 'error-text',
      value: told(wordsOf(error)),
    }));
  }

  #make(tool: Tool, { toolName: _, ...result }: SdkResult): Promise<SdkOutput> {
    const { toolCallId, output } = result;
    const last = this.#made.get(toolCallId);
    // The output is compared, because some models count their calls from 0 again in each step.
    if (last !== undefined && Object.is(last.output, output)) return last.result;
    const made = async () => filled(withoutBytes(await madeBy(tool, result)));
    const entry = { output, result: made() };
    this.#made.set(toolCallId, entry);
    return entry.result;
  }
}

/** Without `toModelOutput`, a text is a text, and every other value is JSON, as in the SDK. */
async function madeBy(tool: Tool, result: Omit<SdkResult, 'toolName'>): Promise<SdkOutput> {
  if (tool.toModelOutput !== undefined) return tool.toModelOutput(result as never);
  const { output } = result;
  if (typeof output === 'string') return { type: 'text', value: output };
  return { type: 'json', value: JSON.parse(JSON.stringify(output) ?? 'null') };
}

/** The output with files in base64, because some of the SDK's providers write an array of bytes as JSON. */
function withoutBytes(output: SdkOutput): SdkOutput {
  if (output.type !== 'content') return output;
  const value = output.value.map((item): SdkContent => {
    if (item.type !== 'file' || item.data.type !== 'data') return item;
    const { data } = item.data;
    if (typeof data === 'string') {
      // An app may give a whole `data:` address, of which the providers expect the end alone.
      const base64 = data.replace(/^data:[^,]*;base64,/, '');
      return { ...item, data: { type: 'data', data: base64 } };
    }
    return { ...item, data: { type: 'data', data: toBase64(new Uint8Array(data)) } };
  });
  return { ...output, value };
}
