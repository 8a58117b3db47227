export {
  answer,
  type Beat,
  cut,
  hang,
  httpError,
  type Scene,
  type ScriptedProvider,
  say,
  scripted,
} from './script.ts';
