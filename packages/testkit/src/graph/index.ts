export {
  adjacency,
  type RunPath,
  type RunSnapshot,
  repeating,
  type SpaceOptions,
  stateKey,
  transitionCover,
} from './space.ts';
export { allTransitions, transitionName } from './transitions.ts';
export { simplePaths } from './walk.ts';
