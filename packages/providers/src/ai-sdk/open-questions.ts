/** The calls of an attempt that have no result yet, and what a human is to be asked about them. */
import type { TextStreamPart, ToolSet } from 'ai';
import { isPerformable, type Question, questionOf } from './question.ts';

export class OpenQuestions {
  readonly #tools: ToolSet;
  /** By call. Undefined for one that the SDK performs without asking. */
  readonly #calls = new Map<string, Question | undefined>();

  constructor(tools: ToolSet) {
    this.#tools = tools;
  }

  /** The first one. None if a call is open for another reason: an answer that was cut off is not to be built on. */
  get first(): Question | undefined {
    const questions = [...this.#calls.values()];
    return questions.includes(undefined) ? undefined : questions[0];
  }

  note(part: TextStreamPart<ToolSet>): void {
    switch (part.type) {
      case 'tool-call':
        // The provider performs those by itself.
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
    return questionOf({ type: 'toolCall', id, name, input: input as never }, this.#tools);
  }
}
