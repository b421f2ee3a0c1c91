import type { FastifyReply } from 'fastify';
import { Readable } from 'node:stream';
import type { ApiRequest } from '../http/request';

const MEDIA_TYPE = 'text/event-stream';
/** Whoever does not read what is sent is let go; the browser comes again and asks for what it missed. */
const MOST_UNREAD = 64 * 1024;

/** Whether the reader waits for events (an EventSource says so). Anybody else is told how things stand, and the answer ends. */
export const waitsForEvents = (request: ApiRequest): boolean => request.method === 'GET' && (request.headers.accept ?? '').split(',').some((one) => one.trim().startsWith(MEDIA_TYPE));

/** Server-sent events as an answer. */
export class EventStream {
  readonly readable = new Readable({ read: () => undefined });

  /** Kept in no cache, not compressed and not held back by a proxy. */
  constructor(reply: FastifyReply) {
    reply.headers({ 'content-type': `${MEDIA_TYPE}; charset=utf-8`, 'cache-control': 'no-store, no-transform', 'x-accel-buffering': 'no' });
  }

  send(event: string, data: object): void {
    this.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  }

  /** Says that the line still stands. */
  beat(): void {
    this.write(': \n\n');
  }

  end(): void {
    if (!this.readable.destroyed && !this.readable.readableEnded) this.readable.push(null);
  }

  whenClosed(act: () => void): void {
    this.readable.once('close', act);
  }

  private write(text: string): void {
    if (this.readable.destroyed || this.readable.readableEnded) return;
    if (this.readable.readableLength > MOST_UNREAD) this.readable.destroy();
    else this.readable.push(text);
  }
}
