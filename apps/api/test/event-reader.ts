import http from 'node:http';

export interface ReadEvent {
  readonly event: string;
  readonly data: any;
}

/** A stream of server-sent events, read as a browser would. */
export class EventReader {
  readonly events: ReadEvent[] = [];
  status = 0;
  headers: http.IncomingHttpHeaders = {};
  ended = false;
  private request!: http.ClientRequest;
  private text = '';

  static open(url: string, cookie: string, accept = 'text/event-stream'): Promise<EventReader> {
    const reader = new EventReader();
    return new Promise((resolve, reject) => {
      reader.request = http.get(url, { headers: { cookie, accept }, agent: false }, (answer) => {
        reader.status = answer.statusCode!;
        reader.headers = answer.headers;
        answer.setEncoding('utf8');
        answer.on('data', (text: string) => reader.take(text));
        answer.on('close', () => (reader.ended = true));
        answer.on('error', () => undefined);
        resolve(reader);
      });
      reader.request.on('error', reject);
    });
  }

  close(): void {
    this.request.destroy();
  }

  /** The first event that is so, whether it has come already or comes within a few seconds. */
  async until(what: (event: ReadEvent) => boolean, within = 5000): Promise<ReadEvent> {
    const end = Date.now() + within;
    for (;;) {
      const found = this.events.find(what);
      if (found) return found;
      if (Date.now() > end) throw new Error(`no such event; there came: ${JSON.stringify(this.events)}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  async untilEnded(within = 5000): Promise<void> {
    const end = Date.now() + within;
    while (!this.ended) {
      if (Date.now() > end) throw new Error('the stream did not end');
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  private take(text: string): void {
    this.text += text;
    const whole = this.text.split('\n\n');
    this.text = whole.pop()!;
    for (const one of whole) {
      const event = /^event: (.*)$/m.exec(one)?.[1];
      if (event) this.events.push({ event, data: JSON.parse(/^data: (.*)$/m.exec(one)![1]!) });
    }
  }
}
