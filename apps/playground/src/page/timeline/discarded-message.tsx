/** The partial message of a failed attempt. It is read when the user opens it, and is never sent to the model (G7). */
import { type Message, textOf } from '@perdure/thread';
import { useState } from 'react';
import { useOpenThread } from '../open-thread/open-thread.ts';

interface Props {
  messageId: string;
  label: string | null;
}

export function DiscardedMessage({ messageId, label }: Props) {
  const { thread } = useOpenThread();
  const [message, setMessage] = useState<Message>();
  return (
    <details
      className="half"
      onToggle={(event) => {
        if (!event.currentTarget.open || message !== undefined) return;
        thread.message(messageId).then(setMessage, () => {});
      }}
    >
      <summary>{label}</summary>
      {message !== undefined && <blockquote>{textOf(message)}</blockquote>}
    </details>
  );
}
