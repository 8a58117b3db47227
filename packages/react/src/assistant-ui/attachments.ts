/** The attachments of assistant-ui's composer. A file of any type is read when its message is sent. */
import type { AttachmentAdapter } from '@assistant-ui/react';

export const attachments: AttachmentAdapter = {
  accept: '*',
  async add({ file }) {
    return {
      id: newId(),
      type: file.type.startsWith('image/') ? 'image' : 'file',
      name: file.name,
      contentType: file.type,
      file,
      status: { type: 'requires-action', reason: 'composer-send' },
    };
  },
  async send(attachment) {
    const { file, name } = attachment;
    const data = await readBase64(file);
    return {
      ...attachment,
      status: { type: 'complete' },
      content: [{ type: 'file', data, mimeType: file.type, filename: name }],
    };
  },
  async remove() {},
};

let lastId = 0;

/** An id within this page. `randomUUID` is not used, because it needs a secure context. */
const newId = (): string => `file-${++lastId}`;

/** The file in base64. It is converted in slices, because a call takes a limited number of arguments. */
async function readBase64(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = '';
  for (let at = 0; at < bytes.length; at += sliceLength)
    text += String.fromCharCode(...bytes.subarray(at, at + sliceLength));
  return btoa(text);
}

const sliceLength = 0x8000;
