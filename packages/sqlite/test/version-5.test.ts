/** What version 5 added, in the file that its own code wrote: files, metadata, origins, cuts, and notes of attempts. */
import { copyFileSync } from 'node:fs';
import { answer, type ScriptedProvider, scripted } from '@perdure/providers/scripted';
import type { Runtime } from '@perdure/runtime';
import type { Message, Part } from '@perdure/thread';
import { beforeEach, describe, expect, it } from 'vitest';
import { World } from '../../testkit/test/runtime/world.ts';
import { sqliteStore } from '../src/index.ts';
import { temporaryFile } from './temporary-file.ts';

const origin = { provider: 'anthropic.messages', model: 'claude' };
const usage = { inputTokens: 1_200, outputTokens: 30, cacheReadTokens: 1_100 };

const fileIn = (message: Message | undefined) =>
  message?.parts.find((part): part is Extract<Part, { type: 'file' }> => part.type === 'file');

describe('the file v5.db', () => {
  let world: World;
  let runtime: Runtime;
  let provider: ScriptedProvider;

  beforeEach(async () => {
    const file = temporaryFile();
    copyFileSync(new URL('fixtures/v5.db', import.meta.url), file);
    world = new World('memory', { store: sqliteStore(file) });
    provider = scripted(answer('Yes.'));
    await world.pass(3_000);
    runtime = await world.start(provider);
  });

  /** The messages that the provider is given in a new run of the thread. */
  async function given(threadId: string): Promise<readonly Message[]> {
    await (await runtime.thread(threadId).start({ prompt: 'And?', runId: 'later' })).done();
    return provider.requests.find(({ runId }) => runId === 'later')?.messages ?? [];
  }

  it('has the files of prompts and of answers', async () => {
    const thread = runtime.thread('illustrated');
    const [asked, drawn] = thread.getSnapshot().messages.map(fileIn);
    expect([asked?.mediaType, drawn?.mediaType]).toEqual(['image/png', 'application/octet-stream']);
    const picture = await thread.file(asked?.hash ?? '');
    expect(picture?.mediaType).toBe('image/png');
    expect(picture?.bytes).toHaveLength(asked?.size ?? 0);
    expect((await thread.file(drawn?.hash ?? ''))?.bytes).toStrictEqual(
      Uint8Array.from([0, 1, 2, 255]),
    );
  });

  it('gives the provider its metadata byte for byte, with the origin', async () => {
    const answered = (await given('illustrated')).find(({ role }) => role === 'assistant');
    expect(answered?.origin).toEqual(origin);
    expect(answered?.parts.map(({ type }) => type)).toEqual([
      'reasoning',
      'text',
      'source',
      'file',
    ]);
    const kept = answered?.parts.flatMap(({ metadata }) => metadata ?? []);
    expect(JSON.stringify(kept)).toBe(
      '[{"anthropic":{"signature":"c2lnbmVk+/==","z":1,"a":2}},{"openai":{"itemId":"msg_1"}}]',
    );
  });

  it('gives the provider the answer that was stopped', async () => {
    const [, stopped] = await given('stopped');
    const parts = [{ type: 'text', text: 'Half an ans' }];
    expect(stopped).toMatchObject({ status: 'completed', cut: 'stopped', origin, parts });
  });

  it('counts what the lost attempt has used, and knows its request', async () => {
    const notes = world.store.findAttemptNotes('running');
    expect(notes).toMatchObject({ fence: 1, usage });
    expect(Object.keys(notes?.request ?? {})).toEqual(['model', 'system', 'messages']);
    expect((await runtime.run('running'))?.getSnapshot().context.usage).toEqual(usage);
    await world.pass(2_000);
    expect((await (await runtime.run('running'))?.done())?.usage).toEqual(usage);
  });
});
