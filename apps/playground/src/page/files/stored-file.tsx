/** A file of a message: an image is shown, any other file is a link with its name and size. */
import type { FilePart } from '@perdure/thread';
import { useTranslation } from 'react-i18next';
import { useOpenThread } from '../open-thread/open-thread.ts';
import { fileSize } from './file-size.ts';
import { fileUrl } from './file-url.ts';

/** Types that every browser shows. The server gives other images, such as SVG, as downloads. */
const shown = ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif'];

export function StoredFile({ file }: { file: FilePart }) {
  const { t, i18n } = useTranslation('playground');
  const { thread } = useOpenThread();
  const { mediaType, size, name = t('files.unnamed', { type: mediaType }) } = file;
  const url = fileUrl(thread.id, file);
  return shown.includes(mediaType) ? (
    <a className="stored-image" href={url} target="_blank" rel="noreferrer noopener">
      <img src={url} alt={name} />
    </a>
  ) : (
    <a className="stored-file" href={url} download={name}>
      <span className="file-name">{name}</span>{' '}
      <span className="file-size">{fileSize(i18n, size)}</span>
    </a>
  );
}
