/** The attached files: preview, name and size of each, and a button that removes it. */
import { useTranslation } from 'react-i18next';
import { fileSize } from '../files/file-size.ts';
import type { Attachment } from './attachment.ts';

interface Props {
  files: readonly Attachment[];
  onRemove: (file: Attachment) => void;
}

export function AttachmentList({ files, onRemove }: Props) {
  const { t, i18n } = useTranslation('playground');
  return (
    <>
      <output className="unseen">
        {files.length > 0 && t('files.attached', { count: files.length })}
      </output>
      {files.length > 0 && (
        <ul className="attachments" aria-label={t('files.label')}>
          {files.map((file) => (
            <li key={file.id}>
              {file.preview !== null && <img src={file.preview} alt="" />}
              <span className="file-name">{file.name}</span>
              <span className="file-size">{fileSize(i18n, file.bytes.length)}</span>
              <button
                type="button"
                className="quiet"
                aria-label={t('files.remove', { name: file.name })}
                onClick={() => onRemove(file)}
              >
                ×
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
