import { encodeChunks } from './encode-chunks.ts';
import type { FormFields, RequestOptions } from './request-options.ts';
import type { Content } from './transport.ts';

/** Content, and its media type where it has one by itself. */
export interface RequestContent {
  readonly content?: Content;
  readonly type?: string;
}

const encoder = new TextEncoder();

/**
 * The content that the options describe.
 * @throws {TypeError} where they describe more than one.
 */
export async function requestContent(options: RequestOptions): Promise<RequestContent> {
  const given = (['json', 'form', 'multipart', 'body'] as const).filter((name) => options[name] !== undefined);
  if (given.length > 1) throw new TypeError(`a request has one content, got ${given.join(' and ')}`);
  const { json, form, multipart, body } = options;
  if (json !== undefined) return { content: encoder.encode(JSON.stringify(json)), type: 'application/json' };
  if (form !== undefined) {
    return { content: encoder.encode(formParams(form).toString()), type: 'application/x-www-form-urlencoded' };
  }
  if (multipart !== undefined) {
    // Every runtime knows how to write this down, and says what boundary it chose.
    const response = new Response(multipart);
    const type = response.headers.get('Content-Type') ?? 'multipart/form-data';
    return { content: new Uint8Array(await response.arrayBuffer()), type };
  }
  if (body === undefined) return {};
  if (typeof body === 'string') return { content: encoder.encode(body) };
  return { content: body instanceof Uint8Array ? body : encodeChunks(body) };
}

function formParams(form: FormFields): URLSearchParams {
  if (form instanceof URLSearchParams) return form;
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(form)) {
    for (const each of typeof value === 'string' ? [value] : value) params.append(name, each);
  }
  return params;
}
