/** A prompt, which can be edited once its run is over. */
import { isFinalState } from '@perdure/run/words';
import { type Message, type RunView, textOf } from '@perdure/thread';
import { memo, useState } from 'react';
import { Entry } from './entry.tsx';
import { PromptActions } from './prompt-actions.tsx';
import { PromptEditor } from './prompt-editor.tsx';

interface Props {
  message: Message;
  run: RunView;
}

export const Prompt = memo(function Prompt({ message, run }: Props) {
  const [isEdited, setEdited] = useState(false);
  const text = textOf(message);
  return (
    <Entry by="user">
      {isEdited ? (
        <PromptEditor runId={run.id} prompt={text} onDone={() => setEdited(false)} />
      ) : (
        <>
          <div className="message-text">{text}</div>
          {isFinalState(run.state) && <PromptActions run={run} onEdit={() => setEdited(true)} />}
        </>
      )}
    </Entry>
  );
});
