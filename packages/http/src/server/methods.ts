/** Answers a request whose path has a route, but not for its method. */
import type { Hono } from 'hono';
import { Refusal } from './refusal.ts';

/**
 * Adds to each path that has routes the answers to all other methods: 204 for OPTIONS and 405 for the rest, with `Allow`
 * (RFC 9110 §9.3.7, §15.5.6). Call it after all routes have been added.
 */
export function refuseOtherMethods(app: Hono): void {
  const routes = app.routes.filter(({ method, path }) => method !== 'ALL' && !path.includes('*'));
  for (const [path, group] of Map.groupBy(routes, (route) => route.path)) {
    const methods = new Set(group.map(({ method }) => method));
    // Hono answers HEAD by the route of GET.
    if (methods.has('GET')) methods.add('HEAD');
    const allow = [...methods, 'OPTIONS'].join(', ');
    app.all(path, ({ req }) => {
      if (req.method === 'OPTIONS') return new Response(null, { status: 204, headers: { allow } });
      const detail = `There is no ${req.method} for this path.`;
      throw new Refusal(405, 'bad-method', detail, { allow });
    });
  }
}
