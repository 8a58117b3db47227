/** What of a message goes back to the model that comes next: all to its own model, and less to any other. */
import type { Message, Metadata, Origin, Part, SourcePart } from '@perdure/thread';

/** True if another model wrote the message. A message that names no model counts as one of the next model. */
export const isForeign = ({ origin }: Message, next: Origin): boolean =>
  origin !== undefined && (origin.provider !== next.provider || origin.model !== next.model);

/** A part as it is sent, and the recorded part that it comes from. */
export interface SentPart {
  part: Exclude<Part, SourcePart>;
  source: Part;
}

/** The part as the next model may be given it; none if it may not. */
export function sentPart(source: Part, message: Message, next: Origin): SentPart[] {
  // A source is for people. No provider expects it back.
  if (source.type === 'source') return [];
  if (!isForeign(message, next)) {
    const isWhole = message.cut === undefined || message.cut === 'refused';
    const part = isWhole ? source : withoutUnfinishedItem(source, message);
    return part === undefined ? [] : [{ part, source }];
  }
  // Reasoning is only for the provider that has signed it, and an item of a library only for that library.
  if (source.type === 'reasoning' || source.type === 'other') return [];
  return [{ part: withoutMetadata(source), source }];
}

type Sendable = SentPart['part'];

/** The part as an ordinary one: a call that the other provider performed itself counts as the app's. */
function withoutMetadata(part: Sendable): Sendable {
  const { metadata: _, ...rest } = part;
  if (rest.type !== 'toolCall' && rest.type !== 'toolResult') return rest;
  const { providerExecuted: __, ...own } = rest;
  return own;
}

/**
 * The part without a reference to an item of an unfinished response. OpenAI's Responses API stores the items of finished
 * responses alone, and answers 404 to a reference to any other. Reasoning that is only a reference is left out.
 */
function withoutUnfinishedItem(part: Sendable, message: Message): Sendable | undefined {
  const { parts } = message;
  const id = itemIdOf(part);
  const isOfProvider = 'providerExecuted' in part && part.providerExecuted;
  if (isOfProvider && isStored(message)) return undefined;
  if (id === undefined) return part;
  if (part.type !== 'reasoning') return withoutItemId(part);
  // Only the last part of an item has the encrypted content.
  const isEncrypted = parts.some((other) => itemIdOf(other) === id && hasEncryptedContent(other));
  return isEncrypted ? part : undefined;
}

/**
 * True if the provider keeps the items of finished responses, so that tools that it performs are sent as references, by
 * the ids of their calls. Without encrypted content this cannot be told, and the tools count as references.
 */
const isStored = ({ origin, parts }: Message): boolean =>
  origin?.provider.endsWith('.responses') === true && !parts.some(hasEncryptedContent);

/** The fields of the part's metadata, whatever the provider's name is. */
const fieldsOf = ({ metadata }: Part): Metadata =>
  Object.assign({}, ...Object.values(metadata ?? {}).map((fields) => Object(fields)));

const itemIdOf = (part: Part): unknown => fieldsOf(part).itemId;
const hasEncryptedContent = (part: Part): boolean =>
  Boolean(fieldsOf(part).reasoningEncryptedContent);

/** The part with what else the provider has attached to it: OpenAI wants back the phase of a text. */
function withoutItemId({ metadata, ...part }: Sendable): Sendable {
  const others = Object.entries(metadata ?? {}).flatMap(([provider, fields]) => {
    const { itemId: _, ...rest } = Object(fields) as Metadata;
    return Object.keys(rest).length > 0 ? [[provider, rest]] : [];
  });
  return others.length > 0 ? { ...part, metadata: Object.fromEntries(others) } : part;
}
