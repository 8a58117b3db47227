export { loopbackOnly } from './loopback.ts';
export { type ThreadRoutesOptions, threadRoutes } from './thread-routes.ts';
