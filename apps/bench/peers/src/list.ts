/** The peers as data, so that none of them must be installed to read the list. */
import type { Durability, Listed } from '../../src/contest/contender.ts';

export const peers: readonly Listed[] = [
  ...peer(['full', 'normal'], {
    name: 'LangGraph.js',
    module: './langgraph.ts',
    export: 'langgraph',
    package: '@langchain/langgraph',
    comparable:
      'It stores snapshots of its state, no message rows and no retries: its policy counts in memory and starts again after a crash. Its pieces are messages of its chat model class; a node that writes plain text to a custom stream would be faster.',
  }),
  ...peer(['normal'], {
    name: 'Mastra',
    module: './mastra.ts',
    export: 'mastra',
    package: '@mastra/core',
    comparable:
      'A workflow whose step reads the model itself, without the cost of its agent and memory. It stores snapshots, no message rows and no retries, and its store sets NORMAL itself.',
  }),
  ...peer(['full', 'normal'], {
    name: 'OpenAI Agents JS',
    module: './openai-agents.ts',
    export: 'openaiAgents',
    package: '@openai/agents',
    comparable:
      'Its session, the retry loop and the rows of the run are hand-written, because it has none of them for SQLite and does not retry a stream that has begun.',
  }),
  ...peer(['full', 'normal'], {
    name: 'AI SDK',
    module: './ai-sdk.ts',
    export: 'aiSdk',
    package: 'ai',
    comparable:
      'It has no storage, so the rows are those of the floor. Its retries after the first piece have no back-off.',
  }),
  ...peer(['full', 'normal'], {
    name: 'AI SDK, experimental_streamTextLowMemory',
    module: './ai-sdk.ts',
    export: 'aiSdkLowMemory',
    package: 'ai',
    comparable: 'As the AI SDK, by a function that is marked as experimental.',
  }),
  ...peer(['full', 'normal'], {
    name: 'DBOS',
    module: './dbos.ts',
    export: 'dbos',
    package: '@dbos-inc/dbos-sdk',
    comparable:
      'It uses a PostgreSQL, whose CPU is counted and whose memory is not, and does more: many workers may share the rows. Its pieces reach the subscriber by a callback in memory, because its own streams record each piece.',
  }),
];

function peer(durabilities: readonly Durability[], listed: Omit<Listed, 'durability'>): Listed[] {
  const module = new URL(listed.module, import.meta.url).href;
  return durabilities.map((durability) => ({ ...listed, module, durability }));
}
