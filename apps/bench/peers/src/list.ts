/** The peers, as data: whoever reads it needs none of them installed. */
import type { Durability, Listed } from '../../src/contest/contender.ts';

export const peers: readonly Listed[] = [
  ...peer(['full', 'normal'], {
    name: 'LangGraph.js',
    module: './langgraph.ts',
    export: 'langgraph',
    package: '@langchain/langgraph',
    comparable:
      'It stores snapshots of its state and no message rows, and nothing of a retry: its policy counts in memory and begins anew after a crash; its pieces come as messages of its chat model class, and a node that wrote bare text to its custom stream would be faster.',
  }),
  ...peer(['normal'], {
    name: 'Mastra',
    module: './mastra.ts',
    export: 'mastra',
    package: '@mastra/core',
    comparable:
      'A workflow whose step reads the model itself, without its agent and memory, which would come on top; snapshots and no message rows, nothing of a retry, and its store sets NORMAL itself.',
  }),
  ...peer(['full', 'normal'], {
    name: 'OpenAI Agents JS',
    module: './openai-agents.ts',
    export: 'openaiAgents',
    package: '@openai/agents',
    comparable:
      'Its session, the loop of the retry and the rows of the run are written by hand, since it brings none of them for SQLite and tries no stream again that has begun.',
  }),
  ...peer(['full', 'normal'], {
    name: 'AI SDK',
    module: './ai-sdk.ts',
    export: 'aiSdk',
    package: 'ai',
    comparable:
      'It brings no storage: the rows are those of the floor; its retries after the first piece know no back-off.',
  }),
  ...peer(['full', 'normal'], {
    name: 'AI SDK, experimental_streamTextLowMemory',
    module: './ai-sdk.ts',
    export: 'aiSdkLowMemory',
    package: 'ai',
    comparable: 'As the AI SDK above, by a function that is marked as experimental.',
  }),
  ...peer(['full', 'normal'], {
    name: 'DBOS',
    module: './dbos.ts',
    export: 'dbos',
    package: '@dbos-inc/dbos-sdk',
    comparable:
      'It talks to a PostgreSQL, whose CPU is counted and whose memory is not, and does more: many workers may share the rows; its pieces reach the subscriber by a callback in memory and not by its own streams, which record each.',
  }),
];

function peer(durabilities: readonly Durability[], listed: Omit<Listed, 'durability'>): Listed[] {
  const module = new URL(listed.module, import.meta.url).href;
  return durabilities.map((durability) => ({ ...listed, module, durability }));
}
