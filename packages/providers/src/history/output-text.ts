/** The result of a tool as text, for a model that takes it in no other form. */
import type { FilePart, ToolOutput } from '@perdure/thread';

export function outputText(output: ToolOutput): string {
  switch (output.type) {
    case 'text':
    case 'errorText':
      return output.value;
    case 'json':
    case 'errorJson':
      return JSON.stringify(output.value);
    case 'denied':
      return `The user has denied the call. ${output.reason ?? ''}`.trim();
    case 'content':
      return output.value
        .map((item) => {
          if (item.type === 'text') return item.text;
          return item.type === 'file' ? fileText(item) : JSON.stringify(item.value);
        })
        .join('\n');
  }
}

/** What a model is told of a file that it does not take. */
export const fileText = ({ name, mediaType, size }: FilePart): string =>
  `[A file that cannot be shown: ${name ?? 'without a name'}, ${mediaType}, ${size} bytes.]`;
