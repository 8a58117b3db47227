/**
 * Mastra: a workflow of one step with retries. Its snapshots are in LibSQL, and its output goes to the run's stream.
 */
import { join } from 'node:path';
import { Mastra } from '@mastra/core';
import { createStep, createWorkflow } from '@mastra/core/workflows';
import { LibSQLStore } from '@mastra/libsql';
import { z } from 'zod';
import type { Make } from '../../src/contest/contender.ts';
import { prompt } from '../../src/contest/workload.ts';
import { maxRetries } from './transient.ts';

export const mastra: Make = (folder, _durability, probe) => {
  const storage = new LibSQLStore({ id: 'bench', url: `file:${join(folder, 'runs.db')}` });
  const agent = createStep({
    id: 'agent',
    inputSchema: z.object({ prompt: z.string() }),
    outputSchema: z.object({ text: z.string() }),
    retries: maxRetries,
    async execute({ runId, writer }) {
      let text = '';
      for await (const piece of probe.of(runId).model()) {
        text += piece;
        await writer.write(piece);
      }
      return { text };
    },
  });
  const answering = createWorkflow({
    id: 'answering',
    inputSchema: agent.inputSchema,
    outputSchema: agent.outputSchema,
  })
    .then(agent)
    .commit();
  const app = new Mastra({ storage, workflows: { answering }, logger: false });
  const workflow = app.getWorkflow('answering');

  return {
    async run(id) {
      const watch = probe.of(id);
      const run = await workflow.createRun({ runId: id });
      const stream = run.stream({ inputData: { prompt } });
      for await (const chunk of stream.fullStream)
        if (chunk.type === 'workflow-step-output') watch.got(String(chunk.payload.output));
      const result = await stream.result;
      if (result.status !== 'success') throw new Error(`The run ended as ${result.status}.`);
    },
    async recorded(id) {
      const run = await workflow.getWorkflowRunById(id);
      return { prompt: run?.payload?.prompt, answer: run?.result?.text };
    },
    async close() {
      await storage.close();
    },
  };
};
