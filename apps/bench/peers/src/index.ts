/** The peers, each loaded when it is made. */
import { type Listed, list, type PeerId } from './list.ts';
import type { Audited, Make, Probe } from './probe.ts';

export interface Peer extends Listed {
  make(folder: string, probe: Probe): Promise<Audited>;
}

const load: Readonly<Record<PeerId, () => Promise<Make>>> = {
  langgraph: async () => (await import('./langgraph.ts')).langgraph,
  mastra: async () => (await import('./mastra.ts')).mastra,
  openaiAgents: async () => (await import('./openai-agents.ts')).openaiAgents,
  aiSdk: async () => (await import('./ai-sdk.ts')).aiSdk,
  aiSdkLowMemory: async () => (await import('./ai-sdk.ts')).aiSdkLowMemory,
  dbos: async () => (await import('./dbos.ts')).dbos,
};

export const peers: readonly Peer[] = list.map((listed) => ({
  ...listed,
  async make(folder, probe) {
    const make = await load[listed.id]();
    return make(folder, listed.durability, probe);
  },
}));
