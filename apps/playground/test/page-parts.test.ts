/** Functions of the page that need no browser. */
import type { Message, ToolCallPart, ToolResultPart } from '@perdure/thread';
import type { i18n } from 'i18next';
import { describe, expect, it } from 'vitest';
import { toPrompt } from '../src/page/attachments/attachment.ts';
import { pastedFiles } from '../src/page/attachments/pasted-files.ts';
import { isShown } from '../src/page/conversation/model-step.tsx';
import { stageOf } from '../src/page/conversation/tool-stage.ts';
import { fileSize } from '../src/page/files/file-size.ts';
import { addressOf, parseAddress } from '../src/page/open-thread/place.ts';
import { triesOf } from '../src/page/timeline/tries.ts';
import { fileRule } from '../src/server/file-rule.ts';

const numbers = (...outcomes: ('asked' | 'failed' | 'completed' | 'running')[]) =>
  triesOf(outcomes.map((outcome) => ({ outcome })));

describe('an address', () => {
  it.each(['t1', 'user:42', 'a/b c', 'ü%'])('names the thread %s', (threadId) => {
    expect(parseAddress(addressOf(threadId))).toEqual({ look: 'playground', threadId });
    const look = 'assistant-ui';
    expect(parseAddress(addressOf(threadId, look))).toEqual({ look, threadId });
  });

  it.each(['', '#', '#/t/', '#/t/..', '#/t/%', '#/x/t1', `#/t/${'x'.repeat(201)}`])(
    'without a valid thread id names none: %s',
    (address) => {
      expect(parseAddress(address)).toBeUndefined();
    },
  );
});

describe('attempts', () => {
  it('count as one try as long as a human was asked in between', () => {
    expect(numbers()).toEqual([]);
    expect(numbers('asked')).toEqual([1]);
    expect(numbers('asked', 'asked', 'completed')).toEqual([1, 1, 1]);
  });

  it('count again after each that failed', () => {
    expect(numbers('failed', 'completed')).toEqual([1, 2]);
    expect(numbers('failed', 'asked', 'failed', 'running')).toEqual([1, 2, 2, 3]);
  });
});

describe('a call of a tool', () => {
  const said = (...parts: Message['parts']): Message => ({
    id: 'm',
    runId: 'r',
    role: 'assistant',
    status: 'completed',
    parts,
  });
  const wanted: ToolCallPart = { type: 'toolCall', id: 'c', name: 'delete_file', input: {} };
  const call = said(wanted);
  const result = (output: string | { denied: boolean }, more: Partial<ToolResultPart> = {}) =>
    said({ type: 'toolResult', id: 'c', name: 'delete_file', output, ...more });

  it('is wanted until there is a result, also in a later message', () => {
    expect(stageOf([call], wanted)).toBe('toolWanted');
    expect(stageOf([call, result('Deleted.')], wanted)).toBe('toolCall');
  });

  it('was not called if it was refused', () => {
    expect(stageOf([call, result({ denied: true })], wanted)).toBe('toolRefused');
  });

  it('was only begun if its result is missing, and never made if it does not fit', () => {
    expect(stageOf([call, result('?', { missing: 'lost', isError: true })], wanted)).toBe(
      'toolBegun',
    );
    expect(stageOf([call, result('?')], { ...wanted, invalid: true })).toBe('toolInvalid');
  });
});

describe('a message', () => {
  const message = (more: Partial<Message>): Message => ({
    id: 'm',
    runId: 'r',
    role: 'assistant',
    status: 'completed',
    parts: [],
    ...more,
  });

  it('is shown with reasoning, and not if its reasoning is hidden', () => {
    expect(isShown(message({ parts: [{ type: 'reasoning', text: 'Hm.' }] }))).toBe(true);
    expect(isShown(message({ parts: [{ type: 'reasoning', text: '' }] }))).toBe(false);
    expect(isShown(message({ parts: [{ type: 'other', value: 1 }] }))).toBe(false);
    expect(isShown(message({ cut: 'stopped' }))).toBe(true);
  });
});

describe('files', () => {
  const bytes = Uint8Array.of(1);
  const sky = { id: 1, name: 'sky.png', mediaType: 'image/png', bytes, preview: null };
  const pasted = (types: string[]) =>
    pastedFiles({ types, files: [new File(['x'], 'image.png')] as unknown as FileList }).length;

  it('make a prompt of parts, also without a text', () => {
    const file = { type: 'file', data: bytes, name: 'sky.png', mediaType: 'image/png' };
    expect(toPrompt('Why?', [])).toBe('Why?');
    expect(toPrompt('Why?', [sky])).toEqual([{ type: 'text', text: 'Why?' }, file]);
    expect(toPrompt('', [sky, { ...sky, mediaType: '' }])).toEqual([
      file,
      { type: 'file', data: bytes, name: 'sky.png' },
    ]);
  });

  it('are pasted, but not the picture of a formatted text', () => {
    expect(pasted(['Files'])).toBe(1);
    expect(pasted(['text/html', 'Files'])).toBe(1);
    expect(pasted(['text/plain', 'text/html', 'Files'])).toBe(0);
  });

  it.each([
    [0, '0 bytes', '0 Byte'],
    [999, '999 bytes', '999 Byte'],
    [1_250, '1.3 kB', '1,3 kB'],
    [20 * 2 ** 20, '21 MB', '21 MB'],
  ])('of %i bytes have a size in the page’s language', (size, english, german) => {
    expect(fileSize({ resolvedLanguage: 'en' } as i18n, size)).toBe(english);
    expect(fileSize({ resolvedLanguage: 'de' } as i18n, size)).toBe(german);
  });
});

describe('a model', () => {
  const demo = fileRule({ provider: 'demo', model: 'perdure-demo' });

  it('takes the files that its list of modalities names', () => {
    for (const type of ['text/plain', 'image/png', 'audio/mpeg', 'application/pdf'])
      expect(demo(type, undefined)).toBeUndefined();
    expect(demo('text/plain', 'perdure-demo-mini')).toBeUndefined();
    expect(demo('image/png', 'perdure-demo-mini')).toBe(
      'perdure-demo-mini takes no files of the type image/png. It takes text.',
    );
  });

  it('of an unknown endpoint takes what can be sent at all', () => {
    const custom = fileRule({ provider: 'custom', model: 'm' });
    expect(custom('image/png', 'm')).toBeUndefined();
    expect(custom('application/zip', 'm')).toMatch(/^a file of the type application\/zip/);
    expect(demo('application/zip', undefined)).toMatch(/can't be sent/);
  });
});
