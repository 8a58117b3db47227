/**
 * Tells the other processes what has changed, by NOTIFY on a connection of its own. It is told after the commit and not in
 * it, because a transaction that notifies holds a lock of the whole server while it waits for the disk (PostgreSQL 18,
 * async.c). What is lost on the way is found by looking.
 */
import type { Told } from '@perdure/runtime/store';
import pg from 'pg';

export interface WireOptions {
  /** URL of a connection that no pooler shares with others: a pooler in transaction mode gives its messages to anybody. */
  url: string;
  channel: string;
  /** Id of this process, which does not hear itself. */
  node: string;
}

/** What is told within this time goes together, milliseconds. */
const gatherMs = 20;

/** Longest text of a notification, bytes (PostgreSQL 18: shorter than 8,000). */
const longest = 7_900;

/** Pause before a lost connection is made again, milliseconds. */
const pauseMs = 1_000;

export class Wire {
  readonly #options: WireOptions;
  readonly #waiting: Told[] = [];
  #onTold: ((told: Told) => void) | undefined;
  #client: pg.Client | undefined;
  /** The last notification, because a connection takes one statement after the other. */
  #sent: Promise<unknown> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(options: WireOptions) {
    this.#options = options;
  }

  /** Calls back with what others tell, until `close`. */
  listen(onTold: (told: Told) => void): void {
    this.#onTold = onTold;
    void this.#connect();
  }

  tell(told: Told): void {
    if (this.#client === undefined) return;
    this.#waiting.push(told);
    this.#timer ??= setTimeout(() => this.#send(), gatherMs);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    if (this.#client !== undefined) this.#send();
    await this.#sent;
    await this.#client?.end().catch(() => {});
  }

  async #connect(): Promise<void> {
    if (this.#isClosed) return;
    const { url, channel } = this.#options;
    const client = new pg.Client({
      connectionString: url,
      application_name: 'perdure wire',
      connectionTimeoutMillis: 10_000,
      keepAlive: true,
    });
    let isLost = false;
    const lose = () => {
      if (isLost) return;
      isLost = true;
      this.#client = undefined;
      this.#waiting.length = 0;
      client.end().catch(() => {});
      if (!this.#isClosed) setTimeout(() => void this.#connect(), pauseMs).unref();
    };
    client.on('error', lose);
    client.on('end', lose);
    client.on('notification', ({ payload }) => this.#hear(payload ?? ''));
    try {
      await client.connect();
      // Nobody waits for a notification to be on the disk.
      await client.query('SET synchronous_commit = off');
      await client.query(`LISTEN ${client.escapeIdentifier(channel)}`);
    } catch {
      lose();
      return;
    }
    if (this.#isClosed) await client.end().catch(() => {});
    else if (!isLost) {
      this.#client = client;
      // What was told while nobody listened.
      this.#onTold?.({ type: 'missed' });
    }
  }

  #hear(payload: string): void {
    let message: { node: string; told: Told[] };
    try {
      message = JSON.parse(payload);
    } catch {
      // Another program has notified the channel.
      return;
    }
    if (message.node === this.#options.node || !Array.isArray(message.told)) return;
    for (const told of message.told) this.#onTold?.(told);
  }

  #send(): void {
    this.#timer = undefined;
    const { channel, node } = this.#options;
    const said = merged(this.#waiting.splice(0)).map(toText);
    const send = (texts: readonly string[]) => {
      if (texts.length === 0) return;
      const payload = `{"node":${JSON.stringify(node)},"told":[${texts.join(',')}]}`;
      this.#sent = this.#sent
        .then(() => this.#client?.query('SELECT pg_notify($1, $2)', [channel, payload]))
        .catch(() => {});
    };
    let [texts, length] = [[] as string[], 100];
    for (const text of said) {
      const bytes = Buffer.byteLength(text) + 1;
      if (length + bytes > longest) {
        send(texts);
        [texts, length] = [[], 100];
      }
      texts.push(text);
      length += bytes;
    }
    send(texts);
  }
}

/** What is too long for a notification is in the record before long. */
function toText(told: Told): string {
  const text = JSON.stringify(told);
  if (Buffer.byteLength(text) + 100 <= longest) return text;
  return JSON.stringify({
    type: 'missed',
    ...('threadId' in told && { threadId: told.threadId }),
  } satisfies Told);
}

/** The same with as few entries as possible: of events the last number, of text all that continues in one piece. */
function merged(told: readonly Told[]): Told[] {
  const found: Told[] = [];
  const changed = new Map<string, Told & { type: 'changed' }>();
  const text = new Map<string, Told & { type: 'delta' }>();
  for (const each of told) {
    if (each.type === 'missed') {
      found.push(each);
      continue;
    }
    const { threadId } = each;
    if (each.type === 'changed') {
      const known = changed.get(threadId);
      if (known !== undefined) known.seq = Math.max(known.seq, each.seq);
      else {
        const copy = { ...each };
        changed.set(threadId, copy);
        found.push(copy);
      }
      continue;
    }
    const known = text.get(threadId);
    const { delta } = each;
    if (known?.after === each.after && continues(known.delta, delta)) {
      known.delta = { ...known.delta, part: joined(known.delta.part, delta.part) };
      continue;
    }
    const copy = { ...each };
    text.set(threadId, copy);
    found.push(copy);
  }
  return found;
}

type Delta = (Told & { type: 'delta' })['delta'];

const continues = (before: Delta, { messageId, index, offset, part }: Delta): boolean =>
  before.messageId === messageId &&
  before.index === index &&
  offset > 0 &&
  'text' in before.part &&
  'text' in part &&
  before.offset + before.part.text.length === offset &&
  before.part.text.length + part.text.length < longest / 4;

const joined = (before: Delta['part'], after: Delta['part']): Delta['part'] =>
  ({ ...before, ...after, text: textOf(before) + textOf(after) }) as Delta['part'];

const textOf = (part: Delta['part']): string => ('text' in part ? part.text : '');
