export { machineDefinition } from './definition.ts';
export { toMermaid } from './mermaid.ts';
