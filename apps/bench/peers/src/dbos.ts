/**
 * DBOS on PostgreSQL: a workflow that loops over steps, so that a failed attempt is a checkpoint too. The pieces go
 * from the step to the subscriber in memory, because the streams of DBOS record each piece.
 */
import { DBOS } from '@dbos-inc/dbos-sdk';
import type { Make } from '../../src/contest/contender.ts';
import { prompt } from '../../src/contest/workload.ts';
import { startPostgres } from './postgres.ts';
import { isTransient, maxRetries } from './transient.ts';

export const dbos: Make = async (folder, durability, probe) => {
  const postgres = await startPostgres(folder, {
    synchronous_commit: durability === 'full' ? 'on' : 'off',
  });

  async function attempt(id: string): Promise<string> {
    const watch = probe.of(id);
    let text = '';
    for await (const piece of watch.model()) {
      text += piece;
      watch.got(piece);
    }
    return text;
  }

  const answer = DBOS.registerWorkflow(
    async (id: string, _prompt: string) => {
      for (let retryCount = 0; ; retryCount++) {
        try {
          return await DBOS.runStep(() => attempt(id), { name: 'attempt' });
        } catch (error) {
          if (retryCount === maxRetries || !isTransient(error)) throw error;
        }
      }
    },
    { name: 'answer' },
  );
  DBOS.setConfig({ name: 'bench', systemDatabaseUrl: postgres.url, logLevel: 'error' });
  await DBOS.launch();

  return {
    async run(id) {
      const handle = await DBOS.startWorkflow(answer, { workflowID: id })(id, prompt);
      await handle.getResult();
    },
    async recorded(id) {
      const status = await DBOS.getWorkflowStatus(id);
      return { prompt: status?.input?.[1], answer: status?.output };
    },
    serverCpuSeconds: () => postgres.cpuSeconds(),
    async close() {
      await DBOS.shutdown();
      await postgres.stop();
    },
  };
};
