/**
 * `pnpm chaos --nodes 3 --minutes 5`: real processes on a real PostgreSQL, and at random moments one of them is killed or
 * frozen, its network falls silent or is cut, or the database restarts or is away. Then everything is healed, the runs come
 * to their ends, and an independent reader compares the tables with what the nodes were told.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Command, InvalidArgumentError } from 'commander';
import { PostgresServer } from '../postgres/index.ts';
import { check } from './check.ts';
import { NetworkProxy } from './proxy.ts';

const positive = (text: string): number => {
  const number = Number(text);
  if (!(number > 0)) throw new InvalidArgumentError('Give a number above 0.');
  return number;
};

const options = new Command('chaos')
  .description(
    'Kills, freezes and cuts off processes that share a PostgreSQL, restarts the database, and checks what they have done.\n' +
      'Exits with 0 only if nothing was violated and each kind of fault was hit.',
  )
  .option('-n, --nodes <n>', 'processes', positive, 3)
  .option('-m, --minutes <n>', 'how long faults go on', positive, 5)
  .option('-t, --threads <n>', 'threads that the nodes share', positive, 48)
  .option('--keep', 'keep the reports of the nodes, and print where they are')
  .parse()
  .opts<{ nodes: number; minutes: number; threads: number; keep?: boolean }>();

interface Member {
  name: string;
  proxy: NetworkProxy;
  process: ChildProcess;
  file: string;
  isFrozen: boolean;
}

const folder = mkdtempSync(join(tmpdir(), 'perdure-chaos-'));
const schema = `chaos-${randomUUID().slice(0, 8)}`;
const server = await PostgresServer.start({ settings: { max_connections: 300 } });
const members: Member[] = [];
const files: string[] = [];
let spawned = 0;
for (let at = 0; at < options.nodes; at++)
  members.push(spawnMember(await NetworkProxy.start(server.port)));

function spawnMember(proxy: NetworkProxy): Member {
  const name = `n${spawned++}`;
  const file = join(folder, `${name}.jsonl`);
  files.push(file);
  const url = server.url.replace(/:\d+\//, `:${proxy.port}/`);
  const child = fork(
    new URL('./node.ts', import.meta.url),
    [url, schema, file, name, String(options.threads)],
    { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] },
  );
  return { name, proxy, process: child, file, isFrozen: false };
}

const random = (from: number, to: number) => from + Math.random() * (to - from);
const any = (): Member => members[Math.floor(Math.random() * members.length)] as Member;
const covered = new Map<string, number>();

const faults = {
  async kill() {
    const member = any();
    member.process.kill('SIGKILL');
    await once(member.process, 'exit');
    await pause(random(0, 3_000));
    members[members.indexOf(member)] = spawnMember(member.proxy);
  },
  async freeze() {
    const member = any();
    member.process.kill('SIGSTOP');
    await pause(random(1_000, 25_000));
    member.process.kill('SIGCONT');
  },
  async silence() {
    const { proxy } = any();
    proxy.fallSilent();
    await pause(random(2_000, 25_000));
    proxy.heal();
  },
  async cut() {
    any().proxy.cut();
  },
  async restart() {
    await server.stop();
    await server.start();
  },
  async crash() {
    await server.kill();
    await server.start();
  },
  async outage() {
    await server.stop();
    await pause(random(12_000, 20_000));
    await server.start();
  },
};
type Fault = keyof typeof faults;

/** How often each fault comes, because those of the database stop everybody. */
const weights: Record<Fault, number> = {
  kill: 6,
  freeze: 4,
  silence: 4,
  cut: 6,
  restart: 1,
  crash: 1,
  outage: 0.5,
};

function choose(): Fault {
  const names = Object.keys(weights) as Fault[];
  const missing = names.filter((name) => !covered.has(name));
  if (missing.length > 0 && Math.random() < 0.5)
    return missing[Math.floor(Math.random() * missing.length)] as Fault;
  let at = Math.random() * names.reduce((sum, name) => sum + weights[name], 0);
  for (const name of names) {
    at -= weights[name];
    if (at < 0) return name;
  }
  return 'cut';
}

const began = performance.now();
const endsAt = began + options.minutes * 60_000;
while (performance.now() < endsAt) {
  await pause(random(500, 3_000));
  const fault = choose();
  const passed = Math.round((performance.now() - began) / 1_000);
  process.stdout.write(`${passed} s: ${fault}\n`);
  await faults[fault]();
  covered.set(fault, (covered.get(fault) ?? 0) + 1);
}

process.stdout.write('healed: the runs come to their ends\n');
for (const { proxy, process: child } of members) {
  proxy.heal();
  child.kill('SIGCONT');
  child.send('end');
}
await settled();
for (const { process: child, proxy } of members) {
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
  proxy.close();
}
const verdict = await check(
  server.url,
  schema,
  files.filter((file) => existsSync(file)),
);
if (verdict.open > 0) verdict.violations.push(`liveness: ${verdict.open} runs did not end.`);
await server.remove();

/** Waits until no run is open, for two minutes at most. */
async function settled(): Promise<void> {
  for (let waited = 0; ; waited += 2) {
    await pause(2_000);
    const found = await check(server.url, schema, []);
    const quiet = members.every(({ file }) => readFileSync(file, 'utf8').includes('"quiet"'));
    if ((found.open === 0 && quiet) || waited > 120) return;
  }
}

for (const [fault, times] of [...covered].sort()) console.log(`${fault}: ${times}`);
console.log(
  `${verdict.runs} runs, ${verdict.attempts} attempts, ${verdict.events} events, ${spawned} processes`,
);
const missing = (Object.keys(faults) as Fault[]).filter((name) => !covered.has(name));
for (const what of verdict.violations.slice(0, 50)) console.log(`violated: ${what}`);
if (missing.length > 0) console.log(`not hit: ${missing.join(', ')}. Give more minutes.`);
console.log(
  verdict.violations.length === 0
    ? 'No guarantee was broken.'
    : `${verdict.violations.length} violations.`,
);
if (options.keep || verdict.violations.length > 0) console.log(`The reports are in ${folder}`);
else rmSync(folder, { recursive: true });
process.exit(verdict.violations.length > 0 || missing.length > 0 ? 1 : 0);
