/** One model step of an answer: reasoning, text, tools, files and sources. */
import { cutText } from '@perdure/i18n';
import { type Message, textOf } from '@perdure/thread';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { StoredFiles } from '../files/stored-files.tsx';
import { Markdown } from '../markdown/markdown.tsx';
import { Reasoning } from './reasoning.tsx';
import { Sources } from './sources.tsx';
import { ToolPart } from './tool-part.tsx';

/** Only the message that is being written renders again, because an unchanged message stays the same object. */
export const ModelStep = memo(function ModelStep({ message }: { message: Message }) {
  const { t, i18n } = useTranslation('playground');
  const { status, cut, parts } = message;
  const text = textOf(message);
  return (
    <div className="step" data-status={status}>
      <Reasoning text={reasoningOf(message)} />
      {text !== '' && <Markdown text={text} />}
      {parts.map((part, index) => (
        <ToolPart key={index} part={part} />
      ))}
      <StoredFiles parts={parts} />
      <Sources parts={parts} />
      {status === 'failed' && <p className="unfinished">{t('conversation.unfinished')}</p>}
      {cut !== undefined && <p className="unfinished">{cutText(i18n, cut)}</p>}
    </div>
  );
});

const reasoningOf = ({ parts }: Message): string =>
  parts.flatMap((part) => (part.type === 'reasoning' ? [part.text] : [])).join('\n\n');

/** False for a message of which the page shows nothing. */
export const isShown = (message: Message): boolean =>
  message.cut !== undefined ||
  reasoningOf(message).trim() !== '' ||
  message.parts.some(({ type }) => type !== 'reasoning' && type !== 'other');
