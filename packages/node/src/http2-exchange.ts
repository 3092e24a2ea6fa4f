/** One exchange over a stream of `node:http2`: its request, its answer, and what the machine needs to know of both. */

import { constants, type Http2ServerResponse, type OutgoingHttpHeaders, type ServerHttp2Stream } from 'node:http2';

import { ClientDisconnected, type Environ } from '@tsgi/contract';
import { blankEnviron, type CheckedHead, ExchangeLife, plainAnswer, requestLine, Responder } from '@tsgi/serving';

import { type AnswerOwner, Http2Answer } from './http2-answer.ts';
import { readStream } from './http2-request.ts';
import { peerOf } from './peer.ts';
import { type ContentOwner, RequestContent } from './request-content.ts';
import type { Serving } from './serving.ts';

/**
 * Serves one stream.
 * @param fields The request's fields, names and values in turns.
 * @param place Changes the environ where the application is mounted below something.
 * @param response What layers in front may have set fields on.
 */
export function serveStream(
  serving: Serving,
  stream: ServerHttp2Stream,
  fields: readonly string[],
  place?: (environ: Environ) => void,
  response?: Http2ServerResponse,
): void {
  const socket = stream.session?.socket;
  stream.on('error', () => {}); // 'close' follows, and says as much.
  if (socket === undefined) return;
  const environ = blankEnviron(serving, peerOf(socket), 'HTTP/2.0', true);
  const refusal = readStream(environ, fields, serving.headerCount);
  if (refusal === undefined) {
    place?.(environ);
    new Http2Exchange(environ, stream, serving, response).run();
    return;
  }
  const { headers, text } = plainAnswer(refusal.status, refusal.reason);
  stream.respond({ ...Object.fromEntries(headers), ':status': refusal.status });
  stream.end(text);
}

class Http2Exchange implements AnswerOwner, ContentOwner {
  readonly environ: Environ;

  readonly #stream: ServerHttp2Stream;
  readonly #serving: Serving;
  readonly #response: Http2ServerResponse | undefined;
  readonly #answer: Http2Answer;
  readonly #life: ExchangeLife;
  readonly #responder: Responder<CheckedHead>;
  readonly #content: RequestContent | undefined;

  constructor(environ: Environ, stream: ServerHttp2Stream, serving: Serving, response?: Http2ServerResponse) {
    this.environ = environ;
    this.#stream = stream;
    this.#serving = serving;
    this.#response = response;
    this.#life = new ExchangeLife(serving.gateway);
    this.#answer = new Http2Answer(stream, this);
    this.#responder = new Responder(this.#answer, this.#life, serving.gateway);
    stream.on('close', () => this.#onClosed());
    if (stream.endAfterHeaders) return;
    const announced = environ.CONTENT_LENGTH === undefined ? -1 : Number(environ.CONTENT_LENGTH);
    const awaited = environ.HTTP_EXPECT?.toLowerCase() === '100-continue';
    this.#content = new RequestContent(stream, announced, serving.bodyBytes, awaited, this);
    environ['tsgi.input'] = this.#content.input;
  }

  /** Calls the application. */
  run(): void {
    this.#responder.run();
  }

  // AnswerOwner

  fieldsBefore(): OutgoingHttpHeaders | undefined {
    return this.#response?.getHeaders();
  }

  statusOf(error: unknown): number {
    return this.#content?.input.statusOf(error) ?? 0;
  }

  report(error: unknown): void {
    this.#serving.gateway.report(requestLine(this.environ), error);
  }

  onOver(): void {
    this.#content?.drain();
  }

  // ContentOwner

  sendContinue(): void {
    const stream = this.#stream;
    if (this.#responder.committed || stream.destroyed) return;
    // Node's servers say it before they call a listener.
    const said = stream.sentInfoHeaders?.some((fields) => fields[':status'] === 100);
    if (said !== true) stream.additionalHeaders({ ':status': 100 });
  }

  /** The answer is out, and is whole: the rest of the content need not come (RFC 9113 §8.1). */
  onExcess(): void {
    this.#stream.close(constants.NGHTTP2_NO_ERROR);
  }

  #onClosed(): void {
    if (this.#answer.whole) return;
    const { errored } = this.#stream;
    const reason = errored instanceof ClientDisconnected ? errored.message : undefined;
    const gone = this.#content?.fail(reason) ?? new ClientDisconnected(reason);
    this.#responder.abort(gone);
    this.#life.abort(gone);
  }
}
