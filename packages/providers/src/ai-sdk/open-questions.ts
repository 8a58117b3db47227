/** The calls of an attempt that have no result yet, and the questions about them. */
import type { Json } from '@perdure/runtime';
import type { TextStreamPart, ToolSet } from 'ai';
import { isPerformable, type Question, questionOf } from '../questions/question.ts';
import type { MadeCall, ModelCalls } from './model-calls.ts';

export class OpenQuestions {
  readonly #tools: ToolSet;
  readonly #modelCalls: ModelCalls;
  /** The question about each call, by call id; undefined for a call that the SDK performs without asking. */
  readonly #calls = new Map<string, Question | undefined>();

  constructor(tools: ToolSet, modelCalls: ModelCalls) {
    this.#tools = tools;
    this.#modelCalls = modelCalls;
  }

  /**
   * The first question. Also undefined if a call without a question has no result, because then the answer was cut off.
   */
  get first(): Question | undefined {
    const questions = [...this.#calls.values()];
    return questions.includes(undefined) ? undefined : questions[0];
  }

  /**
   * Call with each part of the SDK's stream.
   *
   * @throws {Error} if the model's provider asks to approve a tool of its own
   */
  note(part: TextStreamPart<ToolSet>): void {
    switch (part.type) {
      case 'tool-call':
        // A call with `providerExecuted` is skipped, because the model's provider performs it itself.
        if (part.providerExecuted) return;
        this.#calls.set(
          part.toolCallId,
          isPerformable(this.#tools, part.toolName) ? undefined : this.#questionOf(part),
        );
        return;
      case 'tool-approval-request':
        if (part.isAutomatic) return;
        if (part.toolCall.providerExecuted) throw unanswerable(part.toolCall.toolName);
        this.#calls.set(part.toolCall.toolCallId, this.#questionOf(part.toolCall));
        return;
      case 'tool-approval-response':
        if (part.reason !== undefined)
          this.#modelCalls.denials.set(part.toolCall.toolCallId, part.reason);
        return;
      case 'tool-result':
        if (!part.preliminary) this.#calls.delete(part.toolCallId);
        return;
      case 'tool-error':
      case 'tool-output-denied':
        this.#calls.delete(part.toolCallId);
    }
  }

  #questionOf(call: MadeCall): Question {
    const { toolCallId: id, toolName: name } = call;
    const input = this.#modelCalls.inputOf(call) as Json;
    return questionOf({ type: 'toolCall', id, name, input }, this.#tools);
  }
}

/** The error for a tool that the model's provider performs, as one of an MCP server. Only the provider could be told. */
const unanswerable = (name: string) =>
  Object.assign(
    new Error(
      `The provider asks to approve its own tool '${name}', which a run cannot do. Let it be performed without approval (OpenAI: \`requireApproval: 'never'\`), or leave it out.`,
    ),
    { code: 'invalid_request_error' },
  );
