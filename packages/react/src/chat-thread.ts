/** What the hooks need of a thread: one in this process has it, and one over HTTP. */
import type { StartOptions, Thread } from '@perdure/runtime';

export interface ChatThread extends Thread {
  start(options: Omit<StartOptions, 'policy'>): Promise<{ runId: string } | { id: string }>;
}
