import type { StandardSchemaV1 } from '@standard-schema/spec';
import { derive, type Environ, HttpError, requestUrl } from '@tsgi/contract';
import {
  acceptsEncoding,
  acceptsLanguage,
  acceptsMediaType,
  charsetOf,
  type Client,
  type ContentType,
  type Cookies,
  parseContentType,
  parseCookies,
  parseUrlencoded,
  resolveClient,
  type TrustedProxies,
} from '@tsgi/http';

import { checkSchema, schemaAndOptions } from './check-schema.ts';
import { refuseContentCoding } from './expect-media-type.ts';
import type { FormPart } from './form-part.ts';
import { type MultipartOptions, readParts } from './multipart.ts';
import { formObject, readForm } from './read-form.ts';
import { readJson } from './read-json.ts';
import { type BodyOptions, readBytes, readText, streamBytes } from './request-body.ts';

/**
 * A request as an application wants to see it: a view over an environ, which it leaves as it is. Nothing is worked out
 * before it is asked for, so that making one costs next to nothing, and each layer can make its own.
 */
export class HttpRequest<out Params = unknown> {
  /** What lies below: everything that the server and the layers in between have said. */
  readonly environ: Environ;
  /** The parameters that a router found in the path. */
  readonly params: Params;
  readonly #proxies: TrustedProxies | undefined;
  #client: Client | undefined;
  #url: URL | undefined;
  #query: URLSearchParams | undefined;
  #cookies: Cookies | undefined;

  constructor(environ: Environ, params: Params, proxies?: TrustedProxies) {
    this.environ = environ;
    this.params = params;
    this.#proxies = proxies;
  }

  /** The method, as received: `GET`. */
  get method(): string {
    return this.environ.REQUEST_METHOD;
  }

  /** The scheme that the client used, as far as trusted proxies tell. */
  get scheme(): 'http' | 'https' {
    return this.#proxies === undefined ? this.environ['tsgi.url_scheme'] : this.client.proto;
  }

  /** The host that the client asked for, with its port where that is not the scheme's own. It is the client's word. */
  get host(): string {
    return this.url.host;
  }

  /**
   * The path below the mount, decoded, for people and for comparing. `%2F` becomes a slash like any other and `%2E%2E`
   * has been resolved before, so it is neither to be routed by nor to be joined to a folder's name: `PATH_INFO` is.
   * @throws {HttpError} 400, where it is not UTF-8.
   */
  get path(): string {
    const path = this.environ.PATH_INFO;
    return path.includes('%') ? decodePath(path) : path;
  }

  /** The part of the path that leads to this application, to be put before its own paths in links; not decoded. */
  get prefix(): string {
    return this.environ.SCRIPT_NAME;
  }

  /**
   * The whole URL as the client made it, which its `Host` is part of: where that must not be chosen by the client, as
   * in mail, use an origin of your own.
   * @throws {HttpError} 400, where `Host` makes no URL.
   */
  get url(): URL {
    return (this.#url ??= this.#makeUrl());
  }

  /** The query, decoded. */
  get query(): URLSearchParams {
    return (this.#query ??= parseUrlencoded(this.environ.QUERY_STRING));
  }

  /** A header field's value, by its name in any letter case; repeats are joined with `, `. */
  header(name: string): string | undefined {
    return this.environ[headerKey(name)] as string | undefined;
  }

  /** The cookies, decoded. Of several with one name the first counts. */
  get cookies(): Cookies {
    return (this.#cookies ??= parseCookies(this.environ.HTTP_COOKIE));
  }

  /** The body's media type and its parameters; `undefined` where there is none, or it is malformed. */
  get contentType(): ContentType | undefined {
    return parseContentType(this.environ.CONTENT_TYPE);
  }

  /** Who made the request: the peer, or who the trusted proxies say it was. */
  get client(): Client {
    return (this.#client ??=
      this.#proxies === undefined
        ? resolveClient(this.environ, nobody)
        : resolveClient(this.environ, this.#proxies.trusted, this.#proxies.field));
  }

  /** Aborted when the exchange ends early: the client is gone, and nobody waits for an answer. */
  get signal(): AbortSignal {
    return this.environ['tsgi.exchange'].signal;
  }

  /** Which of these media types the client wants most; `undefined` where it accepts none of them. */
  accepts<const MediaType extends string>(...available: readonly MediaType[]): MediaType | undefined {
    return acceptsMediaType(this.environ.HTTP_ACCEPT, available);
  }

  /** Which of these languages the client wants most; `undefined` where it accepts none of them. */
  acceptsLanguage<const Language extends string>(...available: readonly Language[]): Language | undefined {
    return acceptsLanguage(this.environ.HTTP_ACCEPT_LANGUAGE, available);
  }

  /**
   * Which of these content codings, or none (`identity`), the client wants most; `undefined` where it accepts neither.
   */
  acceptsEncoding<const Coding extends string>(...available: readonly Coding[]): Coding | 'identity' | undefined {
    return acceptsEncoding(this.environ.HTTP_ACCEPT_ENCODING, available);
  }

  /**
   * All of the body. Of the methods that read it one can be called, and once: its bytes are then gone.
   * @throws {HttpError} 413 where it is longer than the limit.
   */
  bytes(options?: BodyOptions): Promise<Uint8Array> {
    return readBytes(this.environ, 'bytes()', options);
  }

  /** The body as it comes. @throws {HttpError} 413, from the read that goes beyond the limit. */
  stream(options?: BodyOptions): AsyncGenerator<Uint8Array, undefined> {
    return streamBytes(this.environ, 'stream()', options);
  }

  /**
   * The body as text, in its charset or in UTF-8, whatever its media type.
   * @throws {HttpError} 400 where its bytes are no such text, 413 for too much, 415 for an unknown charset and for a
   * compressed body, which `bytes()` and `stream()` give as it is.
   */
  async text(options?: BodyOptions): Promise<string> {
    refuseContentCoding(this.environ);
    return readText(this.environ, 'text()', options, charsetOf(this.environ.CONTENT_TYPE));
  }

  /**
   * The body's JSON, and what a Standard Schema makes of it.
   * @throws {HttpError} 400 where it is malformed or has a key such as `__proto__`, 413 for too much, 415 for another
   * media type, 422 where it is not what the schema asks for.
   */
  json<Schema extends StandardSchemaV1>(
    schema: Schema,
    options?: BodyOptions,
  ): Promise<StandardSchemaV1.InferOutput<Schema>>;
  json(options?: BodyOptions): Promise<unknown>;
  async json(first?: StandardSchemaV1 | BodyOptions, second?: BodyOptions): Promise<unknown> {
    const [schema, options] = schemaAndOptions('json()', first, second);
    const value = await readJson(this.environ, options);
    return schema === undefined ? value : checkSchema(schema, value);
  }

  /**
   * The fields of an HTML form without files, in either encoding. A schema is given an object: a name that came several
   * times has an array there, any other its text.
   * @throws {HttpError} 400, 413, 415 and 422 as for `json()`; 415 where there is a file, too.
   */
  form<Schema extends StandardSchemaV1>(
    schema: Schema,
    options?: BodyOptions,
  ): Promise<StandardSchemaV1.InferOutput<Schema>>;
  form(options?: BodyOptions): Promise<URLSearchParams>;
  async form(first?: StandardSchemaV1 | BodyOptions, second?: BodyOptions): Promise<unknown> {
    const [schema, options] = schemaAndOptions('form()', first, second);
    const fields = await readForm(this.environ, options);
    return schema === undefined ? fields : checkSchema(schema, formObject(fields));
  }

  /**
   * The parts of an HTML form with files, each while it arrives: nothing is collected.
   * @throws {HttpError} 400 where it is malformed, 413 for too much or too many, 415 for another media type.
   */
  multipart(options?: MultipartOptions): AsyncGenerator<FormPart, undefined> {
    return readParts(this.environ, 'multipart()', options);
  }

  #makeUrl(): URL {
    let { environ } = this;
    if (this.#proxies !== undefined) {
      const { proto, host } = this.client;
      environ = derive(environ, { ...(host !== undefined && { HTTP_HOST: host }), 'tsgi.url_scheme': proto });
    }
    // What is more than a host and a port would move the path, or make what stands before `@` look like the host.
    const url = /[\s/\\?#@]/.test(environ.HTTP_HOST ?? '') ? null : URL.parse(requestUrl(environ));
    if (url === null) throw new HttpError(400, 'the Host of the request is malformed');
    return url;
  }
}

/** Nobody is a trusted proxy. */
const nobody = (): boolean => false;

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch (cause) {
    throw new HttpError(400, 'the path is not UTF-8', { cause });
  }
}

/** Names of header fields that programs have asked for, with their keys. */
const keys = new Map<string, keyof Environ>();

/** How many are remembered: programs ask for few, but one may ask for names that clients make up. */
const MOST_KEYS = 500;

function headerKey(name: string): keyof Environ {
  const known = keys.get(name);
  if (known !== undefined) return known;
  const upper = name.toUpperCase().replaceAll('-', '_');
  // `_` in a name is not `-`: such fields are in no environ (rule E21).
  const key = name.includes('_')
    ? 'HTTP_'
    : upper === 'CONTENT_TYPE' || upper === 'CONTENT_LENGTH'
      ? upper
      : (`HTTP_${upper}` as const);
  if (keys.size < MOST_KEYS) keys.set(name, key);
  return key;
}
