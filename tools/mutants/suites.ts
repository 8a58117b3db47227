/** Paths of files and suites that several defects name. */
export const testkit = (path: string) => `packages/testkit/test/${path}.test.ts`;
export const runtime = (name: string) => testkit(`runtime/${name}`);
export const simulation = testkit('simulation/histories');

export const salvage = 'packages/runtime/src/batch/salvage.ts';
export const salvageTest = 'packages/runtime/test/salvage.test.ts';
export const conversations = 'packages/runtime/src/batch/conversations.ts';
