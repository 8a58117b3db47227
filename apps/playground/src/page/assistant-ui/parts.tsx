/** The parts of an answer. The parts show no progress, because the status of the run shows the progress. */
import {
  type FileMessagePartProps,
  type ImageMessagePartProps,
  MessagePartPrimitive,
  type ReasoningMessagePartProps,
  type SourceMessagePartProps,
  type ToolCallMessagePartProps,
} from '@assistant-ui/react';
import type { Json } from '@perdure/run/words';
import type { ToolResultPart } from '@perdure/thread';
import { Reasoning } from '../conversation/reasoning.tsx';
import { Source } from '../conversation/sources.tsx';
import { ToolPart } from '../conversation/tool-part.tsx';

export const parts = {
  Text,
  Reasoning: ({ text }: ReasoningMessagePartProps) => <Reasoning text={text} />,
  Image: ({ image, filename = '' }: ImageMessagePartProps) => (
    <Picture address={image} name={filename} />
  ),
  File: ({ data, mimeType, filename = mimeType }: FileMessagePartProps) =>
    mimeType.startsWith('image/') ? (
      <Picture address={data} name={filename} />
    ) : (
      <a className="stored-file" href={data} download={filename}>
        <span className="file-name">{filename}</span>
      </a>
    ),
  Source: ({ id, url, title }: SourceMessagePartProps) => (
    <p className="sources">
      <Source
        source={{ type: 'source', id, ...(url && { url }), ...(title !== undefined && { title }) }}
      />
    </p>
  ),
  tools: { Fallback: Tool },
};

function Picture({ address, name }: { address: string; name: string }) {
  return (
    <a className="stored-image" href={address} target="_blank" rel="noreferrer noopener">
      <img src={address} alt={name} />
    </a>
  );
}

function Text() {
  return (
    <p>
      <MessagePartPrimitive.Text />
    </p>
  );
}

function Tool({
  toolCallId: id,
  toolName: name,
  args: input,
  result,
  isError,
  artifact,
}: ToolCallMessagePartProps) {
  const { missing } = Object(artifact) as Pick<ToolResultPart, 'missing'>;
  return (
    <>
      <ToolPart part={{ type: 'toolCall', id, name, input }} />
      {result !== undefined && (
        <ToolPart
          part={{
            type: 'toolResult',
            id,
            name,
            output: result as Json,
            ...(isError && { isError }),
            ...(missing !== undefined && { missing }),
          }}
        />
      )}
    </>
  );
}
