/** The files of a message, one beside the other. */
import type { Part } from '@perdure/thread';
import { StoredFile } from './stored-file.tsx';

export function StoredFiles({ parts }: { parts: readonly Part[] }) {
  const files = parts.filter((part) => part.type === 'file');
  if (files.length === 0) return null;
  return (
    <div className="stored-files">
      {files.map((file, index) => (
        <StoredFile key={index} file={file} />
      ))}
    </div>
  );
}
