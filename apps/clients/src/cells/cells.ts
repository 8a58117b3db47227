/** All cells of a list of surfaces, a few at a time. */
import type { Adapter, Client } from '../clients/client.ts';
import { type FaultName, faultNames, faults } from '../faults/index.ts';
import type { FailingServer } from '../server/failing-server.ts';
import { wires } from '../wires/index.ts';
import { listen } from './listen.ts';
import { run } from './run.ts';
import type { AdapterSeen, ClientSeen } from './seen.ts';

export interface Cell<Surface, Seen> {
  surface: Surface;
  fault: FaultName;
  seen: Seen;
}
export type ClientCell = Cell<Client, ClientSeen>;
export type AdapterCell = Cell<Adapter, AdapterSeen>;

/** Cells at once. Most of their time they wait. */
const atOnce = 16;

interface Asked {
  /** @default all */
  faults?: readonly FaultName[];
  onCell?: (done: number, of: number) => void;
}

export const clientCells = (
  clients: readonly Client[],
  server: FailingServer,
  asked: Asked = {},
): Promise<ClientCell[]> =>
  measure(
    pairs(clients, asked).filter(({ surface, fault }) => isMeasured(surface, fault)),
    (surface, fault) => listen(surface, fault, server),
    asked,
  );

export const adapterCells = (
  adapters: readonly Adapter[],
  server: FailingServer,
  asked: Asked = {},
): Promise<AdapterCell[]> =>
  measure(
    // A run has no signal of its caller's that could time out.
    pairs(adapters, asked).filter(({ fault }) => faults[fault].caller !== 'timesOut'),
    (surface, fault) => run(surface, fault, server),
    asked,
  );

/** False for a silence that no timeout of the client watches. */
export function isMeasured({ timeout }: Client, fault: FaultName): boolean {
  const { silent } = faults[fault];
  if (silent === undefined) return true;
  return silent === 'headers' ? timeout !== 'none' : timeout === 'body';
}

const pairs = <Surface extends Client | Adapter>(
  surfaces: readonly Surface[],
  { faults: names = faultNames }: Asked,
): { surface: Surface; fault: FaultName }[] =>
  surfaces.flatMap((surface) =>
    names
      .filter((fault) => faults[fault].isOn?.(wires[surface.wire]) ?? true)
      .map((fault) => ({ surface, fault })),
  );

async function measure<Surface, Seen>(
  todo: readonly { surface: Surface; fault: FaultName }[],
  see: (surface: Surface, fault: FaultName) => Promise<Seen>,
  { onCell }: Asked,
): Promise<Cell<Surface, Seen>[]> {
  const cells: Cell<Surface, Seen>[] = [];
  const next = todo.entries();
  let done = 0;
  const work = async () => {
    for (const [index, { surface, fault }] of next) {
      cells[index] = { surface, fault, seen: await see(surface, fault) };
      onCell?.(++done, todo.length);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return cells;
}
