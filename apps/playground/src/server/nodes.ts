/**
 * The nodes of the demo: processes that share a PostgreSQL. What a page asks for is done by another node than the one that
 * serves it, so that one sees a run that one node performs and another one shows.
 */
import type { NodeInfo, PostgresStore } from '@perdure/postgres';
import { type Context, Hono, type Next } from 'hono';
import { type DemoNode, type DemoNodes, demoPaths } from '../demo-api.ts';

/** The header of a request that a node has passed on, which the next one answers itself. */
const passedOn = 'x-perdure-node';

/** What a node is called in the database: its name and its address. */
export const labelOf = (name: string, url: string): string => `${name} ${url}`;

function toNode({ label, pid, isSelf, attempts }: NodeInfo): DemoNode {
  const [name = '', url = ''] = (label ?? '').split(' ');
  return { name, pid, url, isSelf, answers: attempts.length };
}

/** Routes that show and kill nodes. */
export function nodeRoutes(store: PostgresStore): Hono {
  const app = new Hono();
  app.get(demoPaths.nodes, async (c) => {
    const known = await store.nodes();
    const names = new Map(known.map((node) => [node.id, toNode(node).name]));
    const run = c.req.query('run');
    const attempts = run === undefined ? [] : await store.attempts(run);
    const answer: DemoNodes = {
      nodes: known
        .filter(({ isAlive }) => isAlive)
        .map(toNode)
        .sort((a, b) => a.name.localeCompare(b.name)),
      attempts: attempts.map((each) => ({ ...each, node: names.get(each.node) ?? '–' })),
    };
    return c.json(answer);
  });
  app.post(demoPaths.killNode, async (c) => {
    const pid = Number(c.req.query('pid'));
    // Only processes of the demo are killed.
    if (!(await store.nodes()).some((node) => node.isAlive && node.pid === pid))
      return c.notFound();
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended already.
    }
    return c.body(null, 204);
  });
  return app;
}

/** Passes commands on to another node, and answers reads itself. */
export function passOn(store: PostgresStore) {
  let turn = 0;
  return async (c: Context, next: Next): Promise<Response | undefined> => {
    if (c.req.method !== 'POST' || c.req.header(passedOn) !== undefined) return void (await next());
    const others = (await store.nodes().catch(() => []))
      .filter(({ isAlive, isSelf }) => isAlive && !isSelf)
      .map(toNode);
    const body = await c.req.arrayBuffer();
    for (let tries = 0; tries < others.length; tries++) {
      const { url } = others[turn++ % others.length] as DemoNode;
      const { pathname, search } = new URL(c.req.url);
      const headers = new Headers(c.req.raw.headers);
      headers.set(passedOn, 'passed on');
      headers.delete('host');
      headers.delete('origin');
      try {
        const answer = await fetch(url + pathname + search, { method: 'POST', headers, body });
        const type = answer.headers.get('content-type') ?? 'application/json';
        return new Response(await answer.arrayBuffer(), {
          status: answer.status,
          headers: { 'content-type': type },
        });
      } catch {
        // A node that was killed is in the table until its lease has run out.
      }
    }
    // The body was read.
    c.req.raw = new Request(c.req.raw.url, { method: 'POST', headers: c.req.raw.headers, body });
    return void (await next());
  };
}
