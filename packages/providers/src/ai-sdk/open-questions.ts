/** The calls of an attempt that have no result yet, and the questions about them. */
import type { Json } from '@perdure/runtime';
import type { TextStreamPart, ToolSet } from 'ai';
import { isPerformable, type Question, questionOf } from '../questions/question.ts';

export class OpenQuestions {
  readonly #tools: ToolSet;
  /** The question about each call, by call id; undefined for a call that the SDK performs without asking. */
  readonly #calls = new Map<string, Question | undefined>();
  /** The reasons for which the app's policy has denied calls, by call id. */
  readonly denials = new Map<string, string>();

  constructor(tools: ToolSet) {
    this.#tools = tools;
  }

  /**
   * The first question. Also undefined if a call without a question has no result, because then the answer was cut off.
   */
  get first(): Question | undefined {
    const questions = [...this.#calls.values()];
    return questions.includes(undefined) ? undefined : questions[0];
  }

  /** Call with each part of the SDK's stream. */
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
        if (part.isAutomatic || part.toolCall.providerExecuted) return;
        this.#calls.set(part.toolCall.toolCallId, this.#questionOf(part.toolCall));
        return;
      case 'tool-approval-response':
        if (part.reason !== undefined) this.denials.set(part.toolCall.toolCallId, part.reason);
        return;
      case 'tool-result':
        if (!part.preliminary) this.#calls.delete(part.toolCallId);
        return;
      case 'tool-error':
      case 'tool-output-denied':
        this.#calls.delete(part.toolCallId);
    }
  }

  #questionOf(call: { toolCallId: string; toolName: string; input?: unknown }): Question {
    const { toolCallId: id, toolName: name, input } = call;
    return questionOf({ type: 'toolCall', id, name, input: input as Json }, this.#tools);
  }
}
