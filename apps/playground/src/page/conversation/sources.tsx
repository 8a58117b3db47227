/** The pages and documents that an answer is based on. */
import type { Part, SourcePart } from '@perdure/thread';
import { useTranslation } from 'react-i18next';

export function Sources({ parts }: { parts: readonly Part[] }) {
  const { t } = useTranslation('playground');
  const sources = parts.filter((part) => part.type === 'source');
  if (sources.length === 0) return null;
  return (
    <div className="sources">
      <p>{t('conversation.sources')}</p>
      <ul>
        {sources.map((source, index) => (
          <li key={index}>
            <Source source={source} />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** A link only for an address of the web, because an address of another scheme may run a script. */
export function Source({ source: { id, url, title } }: { source: SourcePart }) {
  if (url === undefined || !/^https?:\/\//i.test(url)) return title ?? url ?? id;
  return (
    <a href={url} target="_blank" rel="noreferrer noopener">
      {title ?? url}
    </a>
  );
}
