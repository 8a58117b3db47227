/** The files that the user has attached. A file is read when it is attached, because it may be gone later. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Attachment } from './attachment.ts';

export interface Attachments {
  files: readonly Attachment[];
  /** Names of the files that could not be read, such as that of a folder. */
  unreadable: readonly string[];
  add: (files: readonly File[]) => Promise<void>;
  remove: (sent: readonly Attachment[]) => void;
}

let lastId = 0;

export function useAttachments(): Attachments {
  const [files, setFiles] = useState<readonly Attachment[]>([]);
  const [unreadable, setUnreadable] = useState<readonly string[]>([]);
  const previews = useRef(new Set<string>());

  useEffect(() => {
    const { current } = previews;
    return () => {
      for (const preview of current) URL.revokeObjectURL(preview);
    };
  }, []);

  const add = useCallback(async (chosen: readonly File[]) => {
    const read = await Promise.all(chosen.map(readAttachment));
    const added = read.filter((attachment) => attachment !== undefined);
    for (const { preview } of added) if (preview !== null) previews.current.add(preview);
    setFiles((before) => [...before, ...added]);
    setUnreadable(chosen.filter((_, index) => read[index] === undefined).map(({ name }) => name));
  }, []);

  const remove = useCallback((gone: readonly Attachment[]) => {
    for (const { preview } of gone) {
      if (preview === null) continue;
      previews.current.delete(preview);
      URL.revokeObjectURL(preview);
    }
    setFiles((before) => before.filter((file) => !gone.includes(file)));
    setUnreadable([]);
  }, []);

  return { files, unreadable, add, remove };
}

/** The attachment; undefined for a file that can't be read. */
async function readAttachment(file: File): Promise<Attachment | undefined> {
  const { name, type: mediaType } = file;
  try {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const preview = mediaType.startsWith('image/') ? URL.createObjectURL(file) : null;
    return { id: ++lastId, name, mediaType, bytes, preview };
  } catch {
    return undefined;
  }
}
