/** An answer as Markdown without HTML and images; links send no referrer. */
import { memo, useDeferredValue } from 'react';
import ReactMarkdown, { type Components } from 'react-markdown';
import remarkGfm from 'remark-gfm';
import { splitBlocks } from './split-blocks.ts';

const plugins = [remarkGfm];

const components: Components = {
  a: ({ href, children }) => (
    <a href={href} target="_blank" rel="noreferrer noopener">
      {children}
    </a>
  ),
  // An image is shown as text and not loaded, because its address may leak the conversation to another server.
  img: ({ alt, src }) => <span className="image-left-out">{alt || String(src ?? '')}</span>,
};

/** One block of Markdown. The component is memoised, because only the last block of a growing text changes. */
const Block = memo(function Block({ text }: { text: string }) {
  return (
    <ReactMarkdown remarkPlugins={plugins} components={components}>
      {text}
    </ReactMarkdown>
  );
});

export function Markdown({ text }: { text: string }) {
  // The text is deferred, because a fast stream changes more often than the page can render.
  const deferred = useDeferredValue(text);
  return (
    <div className="message-text markdown">
      {splitBlocks(deferred).map((block, index) => (
        <Block key={index} text={block} />
      ))}
    </div>
  );
}
