/** The plan of faults for the next calls. The server keeps the plan; the hook reads and changes it there. */
import { useCallback } from 'react';
import type { Fault } from '../../demo-api.ts';
import { useOpenThread } from '../open-thread/open-thread.ts';
import { readPlan, writePlan } from './demo-client.ts';
import { useAnswer } from './use-answer.ts';

type Edit = (faults: Fault[]) => Fault[];

export interface PlanEditor {
  /** One fault per call, beginning with the next call. */
  faults: Fault[];
  /**
   * Queues a change. Each change reads the plan again, because calls of the model may have used up its first faults.
   */
  change: (edit: Edit) => void;
}

export function usePlan(occasion: string): PlanEditor {
  const [faults = [], setFaults] = useAnswer(readPlan, occasion);
  const { planChange } = useOpenThread();

  const change = useCallback(
    (edit: Edit) => {
      planChange.current = planChange.current
        .then(async () => setFaults(await writePlan(edit(await readPlan()))))
        // The error is ignored, because the list still shows the unchanged plan.
        .catch(() => {});
    },
    [setFaults, planChange],
  );
  return { faults, change };
}
