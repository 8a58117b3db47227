/** The script of an answer: its pieces, its ending and its format, as the request and the planned fault want them. */
import { type Answer, type Piece, piecesOf } from './answer.ts';
import type { AnswerFormat } from './answer-format.ts';
import type { ChatRequest } from './chat-request.ts';
import { type Ending, endingOf } from './ending.ts';
import type { AnswerFault } from './fault.ts';
import { jsonFormat } from './json-format.ts';
import type { ReceivedRequest } from './request-log.ts';
import { sseFormat } from './sse-format.ts';
import { usageOf } from './usage.ts';

export interface Script {
  /** The pieces to send before the ending, or before the fault. */
  pieces: readonly Piece[];
  ending: Ending;
  format: AnswerFormat;
}

export function scriptFor(
  request: ChatRequest,
  answer: Answer,
  fault: AnswerFault,
  entry: ReceivedRequest,
): Script {
  const pieces = piecesFor(answer, fault);
  const { id, at, model } = entry;
  const created = Math.floor(Date.parse(at) / 1_000);
  const completion = { id, created, model, usage: usageOf(entry, pieces) };
  const format = request.stream
    ? sseFormat(completion, answer, request.stream_options?.include_usage ?? false)
    : jsonFormat(completion, answer);
  return { pieces, ending: endingOf(answer, fault), format };
}

function piecesFor(answer: Answer, fault: AnswerFault): readonly Piece[] {
  const pieces = piecesOf(answer, fault.kind === 'toolCall' ? fault.pieceLength : undefined);
  return 'afterTokens' in fault ? pieces.slice(0, fault.afterTokens) : pieces;
}
