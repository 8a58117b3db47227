/** Cases of `upload` and `file`: what is stored, of which type, and what is refused. */
import type { FilePart, Thread } from '@perdure/thread';
import { equal, rejects } from '../checks.ts';
import { png, sha256, text } from '../samples.ts';
import type { ContractCase } from '../thread-contract.ts';

/** Largest file, bytes. */
const maxBytes = 20 * 2 ** 20;

/** Reads a stored file. The bytes are compared as base64, because a store may return them as a Buffer. */
async function read(thread: Thread, { hash }: FilePart): Promise<unknown> {
  const file = await thread.file(hash);
  return file && [file.mediaType, Buffer.from(file.bytes).toString('base64')];
}

const names = [
  'sky.png',
  '',
  ' two words .txt',
  '空🙂é.png',
  `"quoted" 'and' \\.txt`,
  'line\r\nbreak\ttab',
  "UTF-8''%41; filename=b",
  '../../etc/passwd',
  `(a*b).txt`,
  'x'.repeat(255),
];

export const fileCases: readonly ContractCase[] = [
  {
    name: 'an uploaded file is read back as it was',
    async run(world) {
      const thread = world.thread('t1');
      const part = await thread.upload({ data: png, name: 'sky.png' });
      const { length: size } = png;
      const expected = { type: 'file', hash: sha256(png), mediaType: 'image/png', size } as const;
      equal('the part', part, { ...expected, name: 'sky.png' });
      const content = ['image/png', Buffer.from(png).toString('base64')];
      equal('the file', await read(thread, part), content);
      equal('the file on a new handle', await read(world.thread('t1'), part), content);
      equal('a part without a name', await thread.upload({ data: png }), expected);
    },
  },
  {
    name: 'the same content is one file, also in base64 and under another name',
    async run(world) {
      const thread = world.thread('t1');
      const data = Buffer.from(png).toString('base64');
      const one = await thread.upload({ data: png, name: 'a.png' });
      const two = await thread.upload({ data, name: 'b.png' });
      equal('the hashes', two.hash, one.hash);
      equal('the names', [one.name, two.name], ['a.png', 'b.png']);
      const other = await thread.upload({ data: text('other') });
      equal('the hash of other content', other.hash, sha256(text('other')));
    },
  },
  {
    name: 'the type of a file is found in its content, and what the caller says counts for a text alone',
    async run(world) {
      const thread = world.thread('t1');
      const bytes = Uint8Array.of(0, 1, 2, 0xff);
      const files: readonly [data: Uint8Array, said: string | undefined, mediaType: string][] = [
        [png, 'text/plain', 'image/png'],
        [png, undefined, 'image/png'],
        [text('# Sky'), 'Text/Markdown; charset=utf-8', 'text/markdown'],
        [text('<script>'), 'text/html', 'text/html'],
        [text('<svg onload="alert(1)"/>'), 'image/svg+xml', 'text/plain'],
        [text('no PNG'), 'image/png', 'text/plain'],
        [text('no type'), 'ü🙂', 'text/plain'],
        [text('Why?'), undefined, 'text/plain'],
        [bytes, 'text/plain', 'application/octet-stream'],
      ];
      for (const [data, said, mediaType] of files) {
        const type = said === undefined ? {} : { mediaType: said };
        const part = await thread.upload({ data, name: 'a.txt', ...type });
        equal(`the type of a file said to be ${said}`, part.mediaType, mediaType);
        equal('its stored type', (await thread.file(part.hash))?.mediaType, mediaType);
      }
    },
  },
  {
    name: 'a file of 20 MiB is stored; a larger one, an empty one and one that is no base64 are refused',
    async run(world) {
      const thread = world.thread('t1');
      const largest = new Uint8Array(maxBytes).fill(1);
      equal('the size', (await thread.upload({ data: largest })).size, maxBytes);
      const refused = [new Uint8Array(maxBytes + 1), new Uint8Array(), '', 'no base64!'];
      for (const data of refused)
        await rejects(`an upload of ${data.length}`, thread.upload({ data }), 'InvalidFileError');
      equal('the refused file', await thread.file(sha256(new Uint8Array())), undefined);
    },
  },
  {
    name: 'a file keeps any name',
    async run(world) {
      const thread = world.thread('t1');
      for (const name of names)
        equal('the name', (await thread.upload({ data: png, name })).name, name);
      const { name } = await thread.upload({ data: png, name: 'half \ud83d' });
      equal('the name with half of a character', name, 'half \ufffd');
    },
  },
  {
    name: 'an unknown file is undefined, also with a hash that no file can have',
    async run(world) {
      const thread = world.thread('t1');
      for (const hash of ['0'.repeat(64), 'nobody', '', '.', '..', '../t2', '\ud83d'])
        equal(`file ${JSON.stringify(hash)}`, await thread.file(hash), undefined);
    },
  },
];
