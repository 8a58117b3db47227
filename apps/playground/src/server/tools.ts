/**
 * The demo's three harmless tools: one acts at once, one asks the user, and one acts only after the user's approval.
 */
import type { AiSdkSettings } from '@perdure/providers/ai-sdk';
import type { ProviderRequest } from '@perdure/runtime';
import { isStepCount, tool } from 'ai';
import { z } from 'zod';
import type { Effects } from './effects.ts';

/** The settings of one attempt. Its tools record each effect with the attempt's idempotency key. */
export const demoTools =
  (effects: Effects) =>
  ({ runId, idempotencyKey }: ProviderRequest): AiSdkSettings => {
    const perform = (
      name: string,
      toolCallId: string,
      input: Record<string, string | number>,
      done: string,
    ) => effects.perform({ runId, idempotencyKey, toolCallId, tool: name, input }, () => done);

    return {
      tools: {
        send_receipt: tool({
          description: 'Sends a receipt to a customer.',
          inputSchema: z.object({ to: z.string(), amount: z.number() }),
          execute: (input, { toolCallId }) =>
            perform(
              'send_receipt',
              toolCallId,
              input,
              `A receipt over ${input.amount.toFixed(2)} was sent to ${input.to}.`,
            ),
        }),
        ask_human: tool({
          description: 'Asks the user a question and waits for the answer.',
          inputSchema: z.object({ question: z.string() }),
          outputSchema: z.json(),
        }),
        delete_file: tool({
          description: 'Deletes a file, if the user approves.',
          inputSchema: z.object({ path: z.string() }),
          execute: (input, { toolCallId }) =>
            perform('delete_file', toolCallId, input, `${input.path} was deleted.`),
        }),
      },
      toolApproval: { delete_file: 'user-approval' },
      stopWhen: isStepCount(8),
    };
  };
