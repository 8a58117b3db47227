/** The plan of the next calls: read from the server, and changed there. */
import { useCallback } from 'react';
import type { Fault } from '../../demo-api.ts';
import { useOpenThread } from '../open-thread/open-thread.ts';
import { readPlan, writePlan } from './demo-client.ts';
import { useAnswer } from './use-answer.ts';

type Edit = (faults: Fault[]) => Fault[];

export interface PlanEditor {
  /** The next call first. */
  faults: Fault[];
  /** Changes run one after the other, each on the plan as it is then, because calls use the plan up in between. */
  change: (edit: Edit) => void;
}

export function usePlan(occasion: string): PlanEditor {
  const [faults = [], setFaults] = useAnswer(readPlan, occasion);
  const { planChange } = useOpenThread();

  const change = useCallback(
    (edit: Edit) => {
      planChange.current = planChange.current
        .then(async () => setFaults(await writePlan(edit(await readPlan()))))
        // Ignored, because the list shows the plan and thereby that the change failed.
        .catch(() => {});
    },
    [setFaults, planChange],
  );
  return { faults, change };
}
