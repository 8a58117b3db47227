/** Who takes part, as data: the parent reads it without any peer being installed. */
import type { Durability } from './probe.ts';

export type PeerId = 'langgraph' | 'mastra' | 'openaiAgents' | 'aiSdk' | 'aiSdkLowMemory' | 'dbos';

export interface Listed {
  id: PeerId;
  name: string;
  durability: Durability;
  /** The package whose version stands for the peer's. */
  package: string;
  /** What its figure does not say, in one sentence. */
  comparable: string;
}

const both: readonly Durability[] = ['full', 'normal'];

export const list: readonly Listed[] = [
  ...both.map((durability) => ({
    id: 'langgraph' as const,
    name: 'LangGraph.js',
    durability,
    package: '@langchain/langgraph',
    comparable:
      'It stores snapshots of its state and no message rows, and nothing of a retry: its policy counts in memory and begins anew after a crash; its pieces come as messages of its chat model class, and a node that wrote bare text to its custom stream would be faster.',
  })),
  {
    id: 'mastra',
    name: 'Mastra',
    durability: 'normal',
    package: '@mastra/core',
    comparable:
      'A workflow whose step reads the model itself, without its agent and memory, which would come on top; snapshots and no message rows, nothing of a retry, and its store sets NORMAL itself.',
  },
  ...both.map((durability) => ({
    id: 'openaiAgents' as const,
    name: 'OpenAI Agents JS',
    durability,
    package: '@openai/agents',
    comparable:
      'Its session, the loop of the retry and the rows of the run are written by hand, since it brings none of them for SQLite and tries no stream again that has begun.',
  })),
  ...both.map((durability) => ({
    id: 'aiSdk' as const,
    name: 'AI SDK',
    durability,
    package: 'ai',
    comparable:
      'It brings no storage: the rows are those of the floor, written by hand; its retries after the first piece know no back-off.',
  })),
  ...both.map((durability) => ({
    id: 'aiSdkLowMemory' as const,
    name: 'AI SDK, experimental_streamTextLowMemory',
    durability,
    package: 'ai',
    comparable: 'As the AI SDK above, by a function that is marked as experimental.',
  })),
  ...both.map((durability) => ({
    id: 'dbos' as const,
    name: 'DBOS',
    durability,
    package: '@dbos-inc/dbos-sdk',
    comparable:
      'It talks to a PostgreSQL, whose CPU is counted and whose memory is not, and does more: many workers may share the rows; its pieces reach the subscriber by a callback in memory and not by its own streams, which record each.',
  })),
];
