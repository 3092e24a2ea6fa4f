/** A client with a jar of cookies, which refuses what browsers refuse. */

import { Agent, request } from 'node:https';

/** An answer. */
export interface Answer {
  /** 0 where the connection ended before it was whole, or nothing came for too long. */
  readonly status: number;
  readonly text: string;
  readonly headers: ReadonlyMap<string, string>;
  /** Each `Set-Cookie` field. */
  readonly setCookies: readonly string[];
}

/** An app that says nothing for so long will not answer. */
const SILENCE_MS = 1_500;
/** A name and its value together may have so many bytes (RFC 6265bis §5.6). */
const MOST_BYTES = 4_096;

/** Each request on a connection of its own, which takes up what the first has agreed on. */
const agent = new Agent({ keepAlive: false });

export class Browser {
  readonly cookies: Map<string, string>;
  readonly #port: number;

  constructor(port: number, cookies: ReadonlyMap<string, string> = new Map()) {
    this.#port = port;
    this.cookies = new Map(cookies);
  }

  /** Another browser with a copy of the cookies: one that somebody has taken. */
  copy(): Browser {
    return new Browser(this.#port, this.cookies);
  }

  async get(target: string, onFirstChunk = (): void => {}): Promise<Answer> {
    const { promise, resolve } = Promise.withResolvers<Answer>();
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = cookie === '' ? {} : { cookie };
    const options = {
      host: '127.0.0.1',
      port: this.#port,
      path: target,
      headers,
      agent,
      rejectUnauthorized: false,
    };
    const sent = request(options, (response) => {
      let text = '';
      const end = (status: number): void => {
        const fields = Object.entries(response.headers).map(([name, value]) => [name, String(value)] as const);
        resolve({ status, text, headers: new Map(fields), setCookies: response.headers['set-cookie'] ?? [] });
      };
      response.setEncoding('utf8').on('data', (data: string) => {
        if (text === '') onFirstChunk();
        text += data;
      });
      response.once('end', () => end(response.statusCode ?? 0)).once('error', () => end(0));
    });
    sent.setTimeout(SILENCE_MS, () => sent.destroy());
    sent.once('error', () => resolve({ status: 0, text: '', headers: new Map(), setCookies: [] }));
    sent.end();
    const answer = await promise;
    for (const field of answer.setCookies) this.#take(field);
    return answer;
  }

  /** What the app says that the session holds. */
  async read(): Promise<Readonly<Record<string, unknown>>> {
    const { status, text } = await this.get('/read');
    if (status !== 200) return {};
    const data: unknown = JSON.parse(text);
    return typeof data === 'object' && data !== null ? { ...data } : {};
  }

  #take(field: string): void {
    const [pair = '', ...attributes] = field.split(/; */);
    const name = pair.slice(0, pair.indexOf('='));
    const value = pair.slice(name.length + 1);
    const over = attributes.some((attribute) => {
      const [key = '', given = ''] = attribute.split('=');
      if (/^max-age$/i.test(key)) return Number(given) <= 0;
      return /^expires$/i.test(key) && Date.parse(given) <= Date.now();
    });
    if (over) this.cookies.delete(name);
    else if (name.length + value.length <= MOST_BYTES) this.cookies.set(name, value);
  }
}
