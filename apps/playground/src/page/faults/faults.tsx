/**
 * The right side of the page: the state machine of the run, and controls that make its provider fail or kill the
 * server.
 */
import { MachinePanel } from '../machine/machine-panel.tsx';
import { useThreadEvents } from '../open-thread/use-thread-events.ts';
import { readInfo } from './demo-client.ts';
import { EffectsPanel } from './effects-panel.tsx';
import { FaultPanel } from './fault-panel.tsx';
import { NodesPanel } from './nodes-panel.tsx';
import { RequestLog } from './request-log.tsx';
import { ServerPanel } from './server-panel.tsx';
import { useAnswer } from './use-answer.ts';
import { useOccasion } from './use-occasion.ts';

export function Faults() {
  const occasion = useOccasion();
  const [info] = useAnswer(readInfo, occasion);
  const events = useThreadEvents();
  return (
    <>
      <MachinePanel events={events} />
      {info !== undefined && !info.hasNodes && <ServerPanel pid={info.pid} />}
      {info?.hasNodes && <NodesPanel runId={events.at(-1)?.runId} />}
      {info?.provider === 'demo' && <FaultPanel occasion={occasion} />}
      <EffectsPanel occasion={occasion} />
      {info?.provider === 'demo' && <RequestLog occasion={occasion} />}
    </>
  );
}
