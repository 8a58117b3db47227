export { PortTakenError } from './errors.ts';
export type { Log, Selection } from './feed/selection.ts';
export { type Inspector, type InspectorOptions, startInspector } from './start-inspector.ts';
