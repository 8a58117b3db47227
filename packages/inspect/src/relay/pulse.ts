/**
 * Notices receivers that are gone without a goodbye, such as a laptop that went to sleep: each is pinged, and a browser
 * or a client answers by itself (RFC 6455 §5.5.2).
 */
import type { WebSocket } from 'ws';

/** Time between two pings, milliseconds. */
const pingMs = 3_000;

/** Pings without an answer after which a receiver gives its place to another one. */
const mostMissedByNewcomer = 2;

/**
 * Pings without an answer after which a receiver is disconnected: after 30 seconds, because one that reads slowly
 * answers once it has read what was sent before the ping.
 */
const mostMissed = 10;

export class Pulse {
  /** Pings without an answer, by receiver. */
  readonly #missed = new Map<WebSocket, number>();
  #timer: ReturnType<typeof setInterval> | undefined;

  /** Number of receivers that have a place. */
  get count(): number {
    return this.#missed.size;
  }

  /** Pings the receiver until it is closed. */
  watch(receiver: WebSocket): void {
    this.#missed.set(receiver, 0);
    receiver.on('pong', () => this.#missed.set(receiver, 0));
    receiver.once('close', () => this.#leave(receiver));
    // The timer does not keep the process.
    this.#timer ??= setInterval(() => this.#ping(), pingMs).unref();
  }

  /** Disconnects the receiver that has answered for the longest time not, if one has missed two pings. */
  makePlace(): boolean {
    const [receiver, missed = 0] = [...this.#missed].sort(([, a], [, b]) => b - a)[0] ?? [];
    if (receiver === undefined || missed < mostMissedByNewcomer) return false;
    this.#disconnect(receiver);
    return true;
  }

  #ping(): void {
    for (const [receiver, missed] of this.#missed) {
      if (missed >= mostMissed) {
        this.#disconnect(receiver);
      } else {
        this.#missed.set(receiver, missed + 1);
        receiver.ping();
      }
    }
  }

  #disconnect(receiver: WebSocket): void {
    // Its place is free at once, while its socket tells of its end later.
    this.#leave(receiver);
    receiver.terminate();
  }

  #leave(receiver: WebSocket): void {
    this.#missed.delete(receiver);
    if (this.#missed.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
