/** The diagram and the definition agree with the machine. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { runMachine, runStates } from '@perdure/run';
import { describe, expect, it } from 'vitest';
import { createMachine } from 'xstate';
import { machineDefinition, toMermaid } from '../src/diagram/index.ts';
import { shapeOf } from './shape.ts';

describe('the definition', () => {
  it('makes the same machine', () => {
    const rebuilt = createMachine(machineDefinition() as never);
    expect(shapeOf(rebuilt)).toEqual(shapeOf(runMachine));
    expect(Object.keys(rebuilt.states)).toEqual(runStates);
  });
});

describe('the diagram', () => {
  const lines = toMermaid()
    .split('\n')
    .map((line) => line.trim());

  it('has every state in order, the initial state and the final ones', () => {
    expect(lines.slice(0, runStates.length + 3)).toEqual([
      'stateDiagram-v2',
      'direction LR',
      ...runStates,
      '[*] --> queued',
    ]);
    expect(lines.filter((line) => line.endsWith('--> [*]'))).toEqual([
      'completed --> [*]',
      'failed --> [*]',
      'cancelled --> [*]',
      'interrupted --> [*]',
    ]);
  });

  it('has every transition once, with its event or delay and its guard', () => {
    const transitions = Object.values(runMachine.states).flatMap((state) =>
      [...state.transitions.values()].flat(),
    );
    const arrows = lines.flatMap((line) => {
      const [way, labels] = line.split(' : ');
      return labels?.split('<br>').map((label) => `${way} : ${label}`) ?? [];
    });
    expect(arrows).toHaveLength(transitions.length);
    expect(new Set(arrows).size).toBe(arrows.length);
    expect(arrows).toEqual(
      expect.arrayContaining([
        'running --> retrying : attempt.failed [canRetry]',
        'running --> failed : attempt.failed [else]',
        'running --> failed : attempt throws',
        'retrying --> running : after backoff',
        'parked --> running : after reset',
      ]),
    );
  });

  it('is the diagram in the README of the machine', () => {
    const path = resolve(import.meta.dirname, '../../../machines/run/README.md');
    const block = /```mermaid\n([\s\S]*?)\n```/.exec(readFileSync(path, 'utf8'))?.[1];
    expect(block).toBe(toMermaid());
  });
});
