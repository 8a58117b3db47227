/** What `useSelector` of `@xstate/react` does not give: a thread is an actor, so the rest is there already. */
export { secondsLeft } from './countdown.ts';
export { useCountdown } from './use-countdown.ts';
export { useCurrentRun } from './use-current-run.ts';
export { useLive } from './use-live.ts';
