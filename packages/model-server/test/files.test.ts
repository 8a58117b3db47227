/** Files in a prompt: what the answer says of them, and the model that takes none. */
import { models } from '@perdure/model-server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { answerTo } from '../src/answers.ts';
import { ChatClient } from './chat-client.ts';

let client: ChatClient;
beforeEach(async () => {
  client = await ChatClient.open();
});
afterEach(() => client.server.close());

const base64 = (bytes: number) => Buffer.alloc(bytes, 7).toString('base64');

const image = (bytes: number, type = 'image/png') => ({
  type: 'image_url',
  image_url: { url: `data:${type};base64,${base64(bytes)}` },
});
const audio = { type: 'input_audio', input_audio: { data: base64(2_048), format: 'mp3' } };
const pdf = {
  type: 'file',
  file: { filename: 'bill.pdf', file_data: `data:application/pdf;base64,${base64(900)}` },
};
const text = (text: string) => ({ type: 'text', text });
const user = (...content: object[]) => ({ role: 'user', content });

async function answerOf(...messages: object[]): Promise<string> {
  const answer = (await client.json({ messages })) as {
    choices: [{ message: { content: string } }];
  };
  return answer.choices[0].message.content;
}

describe('the answer', () => {
  it.each([
    ['an image', image(1_234), 'I see a PNG of 1,234 bytes.'],
    [
      'an image with parameters',
      image(1, 'image/svg+xml;charset=utf-8'),
      'I see a SVG of 1 bytes.',
    ],
    ['audio', audio, 'I hear 2,048 bytes of MP3.'],
    ['a file', pdf, 'I read 900 bytes of PDF, “bill.pdf”.'],
    [
      'a file without a name',
      { type: 'file', file: { file_data: pdf.file.file_data } },
      'I read 900 bytes of PDF.',
    ],
    [
      'the address of an image',
      { type: 'image_url', image_url: { url: 'https://example.com/a.png' } },
      'I was given the address of a file, which I do not fetch.',
    ],
    [
      'the id of a file',
      { type: 'file', file: { file_id: 'file-1' } },
      'I was given the address of a file, which I do not fetch.',
    ],
  ])('names %s', async (_, part, sentence) => {
    expect(await answerOf(user(part))).toBe(sentence);
  });

  it('names every file, and answers the text too', async () => {
    expect(await answerOf(user(image(3), text('Why is the sky blue?'), audio))).toBe(
      `I see a PNG of 3 bytes. I hear 2,048 bytes of MP3. ${answerTo('sky')}`,
    );
  });

  it('is in Chinese for a Chinese text', async () => {
    const answer = await answerOf(user(text('天空'), image(1_234), audio, pdf));
    expect(answer).toContain('我看到一张 PNG 图片，1,234 字节。');
    expect(answer).toContain('我听到 2,048 字节的 MP3 音频。');
    expect(answer).toContain('我读到 900 字节的 PDF 文件“bill.pdf”。');
    expect(answer).toContain(answerTo('天空'));
  });

  it('does not name the files of an earlier prompt', async () => {
    expect(await answerOf(user(image(3)), user(text('sky')))).toBe(answerTo('sky'));
  });

  it.each([
    ['an encoding that is not base64', { type: 'image_url', image_url: { url: 'data:,x' } }],
    ['a file without data and id', { type: 'file', file: { filename: 'a.pdf' } }],
    ['audio without a format', { type: 'input_audio', input_audio: { data: 'AAAA' } }],
    ['an unknown type', { type: 'image', image: 'x' }],
  ])('is a 400 for %s', async (_, part) => {
    const response = await client.ask({ messages: [user(part)] });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: { param: 'messages' } });
  });
});

describe('a model that takes text only', () => {
  const model = 'perdure-demo-mini';

  it('is listed as such', async () => {
    const response = await fetch(`${client.server.baseUrl}/models`);
    const { data } = (await response.json()) as { data: { id: string; architecture: object }[] };
    expect(data.map(({ id, architecture }) => [id, architecture])).toEqual([
      [
        'perdure-demo',
        { input_modalities: ['text', 'image', 'audio', 'file'], output_modalities: ['text'] },
      ],
      [model, { input_modalities: ['text'], output_modalities: ['text'] }],
    ]);
    expect(models.map(({ inputModalities }) => inputModalities.length)).toEqual([4, 1]);
  });

  it.each([image(1), audio, pdf])("refuses $type in OpenAI's words", async (part) => {
    client.server.plan([{ kind: 'status', status: 503 }]);
    const messages = [user(text('Hello')), user(text('What is this?'), part)];
    const response = await client.ask({ model, messages });
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({
      error: {
        message: `Invalid content type. ${part.type} is only supported by certain models.`,
        type: 'invalid_request_error',
        param: 'messages.[1].content.[1].type',
        code: null,
      },
    });
    expect(client.server.received()).toEqual([]);
  });

  it('takes text in parts', async () => {
    expect((await client.ask({ model, messages: [user(text('Hello'))] })).status).toBe(200);
  });
});
