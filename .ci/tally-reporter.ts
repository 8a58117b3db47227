/** Ends a test run with one line that a machine can read. */
import type { Reporter, TestModule } from 'vitest/node';

export default class TallyReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const count = (state: string) => tests.filter((test) => test.result().state === state).length;
    // A file that could not even be loaded has no test to fail.
    const broken = modules.filter((module) => module.errors().length > 0).length;
    console.log(`tests: ${count('passed')} passed, ${count('failed') + broken} failed`);
  }
}
