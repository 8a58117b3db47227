/** How the next calls go: read from the server, and changed there. */
import { useCallback } from 'react';
import type { Fault } from '../../demo-api.ts';
import { useOpenThread } from '../thread/open-thread.ts';
import { readPlan, writePlan } from './demo-client.ts';
import { useAnswer } from './use-answer.ts';

type Edit = (faults: Fault[]) => Fault[];

export interface PlanEditor {
  /** The next one first. */
  faults: Fault[];
  /** One change after the other, each on what is still ahead then: calls use the plan up meanwhile. */
  change: (edit: Edit) => void;
}

export function usePlan(occasion: string): PlanEditor {
  const [faults = [], setFaults] = useAnswer(readPlan, occasion);
  const { planChange } = useOpenThread();

  const change = useCallback(
    (edit: Edit) => {
      planChange.current = planChange.current
        .then(async () => setFaults(await writePlan(edit(await readPlan()))))
        // The list shows what is planned, so a change that failed is seen.
        .catch(() => {});
    },
    [setFaults, planChange],
  );
  return { faults, change };
}
