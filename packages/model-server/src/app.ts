/** The HTTP application: the loopback guard and the routes. */
import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { chatRoutes } from './chat-routes.ts';
import { controlRoutes } from './control-routes.ts';
import { homePage } from './home-page.ts';
import { loopbackOnly } from './loopback.ts';
import { errorResponse } from './openai-error.ts';
import type { ModelState } from './state.ts';

/**
 * Makes the app without a listener. It must run on `@hono/node-server`, because the fault `cut` needs Node's socket.
 */
export function createModelApp(state: ModelState): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();
  app.use(loopbackOnly);
  app.get('/', (c) => c.text(homePage));
  app.route('/v1', chatRoutes(state));
  app.route('/control', controlRoutes(state));
  app.notFound((c) =>
    errorResponse(404, {
      code: 'unknown_url',
      message: `There is no ${c.req.method} ${c.req.path}. GET / lists the routes.`,
    }),
  );
  return app;
}
