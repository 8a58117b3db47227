/** The control routes, for people and tests: the plan of faults, the request log and the settings. */
import { Hono } from 'hono';
import { z } from 'zod';
import { planSchema } from './fault.ts';
import { readBody } from './read-body.ts';
import { settingsSchema } from './settings.ts';
import type { ModelState } from './state.ts';

const planBodySchema = z.strictObject({ faults: planSchema });

export function controlRoutes(state: ModelState): Hono {
  const routes = new Hono();

  routes.get('/plan', (c) => c.json({ faults: state.planned }));
  routes.put('/plan', async (c) => {
    const { faults } = await readBody(c, planBodySchema);
    state.plan(faults);
    return c.json({ faults: state.planned });
  });

  routes.get('/requests', (c) => c.json({ requests: state.log.all() }));
  routes.delete('/requests', (c) => {
    state.log.clear();
    return c.body(null, 204);
  });

  routes.get('/settings', (c) => c.json(state.settings));
  routes.put('/settings', async (c) => {
    state.configure(await readBody(c, settingsSchema));
    return c.json(state.settings);
  });

  return routes;
}
