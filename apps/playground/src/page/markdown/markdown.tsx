/** An answer as Markdown, safely: no HTML, no images, and links that tell nobody where they were clicked. */
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
  // An address in an answer may tell somebody else what was said: it is shown, not loaded.
  img: ({ alt, src }) => <span className="image-left-out">{alt || String(src ?? '')}</span>,
};

/** Blocks that are finished do not change any more, so only the last one is read again. */
const Block = memo(function Block({ text }: { text: string }) {
  return (
    <ReactMarkdown remarkPlugins={plugins} components={components}>
      {text}
    </ReactMarkdown>
  );
});

export function Markdown({ text }: { text: string }) {
  // A fast stream is drawn as often as there is time for it.
  const calm = useDeferredValue(text);
  return (
    <div className="message-text markdown">
      {splitBlocks(calm).map((block, index) => (
        <Block key={index} text={block} />
      ))}
    </div>
  );
}
