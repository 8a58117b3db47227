/** The text of an attempt that failed, read when somebody asks for it. The model never sees it. */
import { type Message, textOf } from '@perdure/runtime/view';
import { useState } from 'react';
import { useOpenThread } from '../thread/open-thread.ts';

interface Props {
  messageId: string;
  label: string | null;
}

export function DiscardedHalf({ messageId, label }: Props) {
  const { thread } = useOpenThread();
  const [half, setHalf] = useState<Message>();
  return (
    <details
      className="half"
      onToggle={(event) => {
        if (!event.currentTarget.open || half !== undefined) return;
        thread.readMessage(messageId).then(setHalf, () => {});
      }}
    >
      <summary>{label}</summary>
      {half !== undefined && <blockquote>{textOf(half)}</blockquote>}
    </details>
  );
}
