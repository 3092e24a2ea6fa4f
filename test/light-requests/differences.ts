/** What a handler sees of the request that it gets by default, held against the runtime's own, in the runtime that runs this. */

import { fromFetch, toFetch } from '@tsgi/fetch';

/** What a handler may ask of its request. */
const looks: Readonly<Record<string, (request: Request) => unknown>> = {
  'its method, its URL, and that it has no body': ({ method, url, body, bodyUsed }) => [method, url, body, bodyUsed],
  'what it is an instance of': (request) => [
    request instanceof Request,
    request.headers instanceof Headers,
    request.constructor === Request,
    request.signal instanceof AbortSignal,
  ],
  'all else that it has': (request) => membersOf(request),
  'all that its headers have': ({ headers }) => membersOf(headers),
  'single fields': ({ headers }) => ['Host', 'x-none', 'X_None', 'nope'].map((n) => [headers.get(n), headers.has(n)]),
  'all fields, in order': ({ headers }) => [...headers],
  'fields as an object': ({ headers }) => Object.fromEntries(headers as Iterable<readonly [string, string]>),
  'fields as JSON': ({ headers }) => JSON.stringify(headers),
  'cookies to set': ({ headers }) => headers.getSetCookie(),
  'fields that were changed': (request) => {
    request.headers.set('Accept', 'y');
    request.headers.append('Accept', 'z');
    request.headers.delete('Cookie');
    return [[...request.headers], [...request.clone().headers]];
  },
  'a clone that is changed alone': (request) => {
    request.clone().headers.set('Accept', 'y');
    return request.headers.get('Accept');
  },
  'other headers of its own': ({ headers }) => [...new Headers(headers)],
  'an answer with its headers': ({ headers }) => [...new Response('', { headers }).headers],
  'another request with its headers': ({ headers }) => [...new Request('http://other/', { headers }).headers],
  'another request begun with it': (request) => begun(new Request('http://other/', request)),
  'a request of its clone': (request) => begun(new Request(request.clone(), { method: 'PUT' })),
  'its content, twice': async (request) => [await request.text(), await request.text(), request.bodyUsed],
  'its content as bytes': async (request) => (await request.arrayBuffer()).byteLength,
  'its content as JSON': (request) => request.json(),
  'its content as a form': (request) => request.formData(),
  'how it is shown': (request) => shown(request),
  'how its headers are shown': ({ headers }) => shown(headers),
  'a name that is none': ({ headers }) => headers.get('a b'),
};

/** What a runtime refuses, or does as with its own. */
const perhapsRefused: typeof looks = {
  'a request of it': (request) => begun(new Request(request)),
  'a request of it, with other headers': (request) => begun(new Request(request, { headers: { a: 'b' } })),
};

function membersOf(object: object): unknown {
  const members: unknown[] = [];
  for (const name in object) {
    const value: unknown = Reflect.get(object, name);
    members.push([name, Object(value) === value ? Object.prototype.toString.call(value) : String(value)]);
  }
  return members.map((member) => JSON.stringify(member)).toSorted();
}

function begun({ method, url, headers }: Request): unknown {
  return [method, url, [...headers]];
}

/** Empty where a runtime has nothing to show objects with. */
function shown(object: object): string {
  const { Bun, Deno, process } = globalThis as Runtimes;
  return (Bun ?? Deno ?? process?.getBuiltinModule('node:util'))?.inspect(object) ?? '';
}

interface Inspecting {
  inspect(object: object): string;
}

/** What is used of the runtimes. */
interface Runtimes {
  readonly Bun?: Inspecting;
  readonly Deno?: Inspecting;
  readonly process?: { getBuiltinModule(name: string): Inspecting | undefined };
}

async function told(method: string, nativeRequests: boolean, look: (request: Request) => unknown): Promise<string> {
  let result = '';
  const handler = async (request: Request): Promise<Response> => {
    try {
      result = JSON.stringify(await look(request)) ?? 'undefined';
    } catch (error) {
      result = `fails: ${String(error)}`;
    }
    return new Response(null);
  };
  const headers = { Accept: 'x', Cookie: 'a=1; b=2', 'X-None': '', 'User-Agent': '\xfc', 'Set-Cookie': 'c=1' };
  const request = new Request('http://H.example:80/a b/%7e?q=1&r=\xfc', { method, headers });
  await toFetch(fromFetch(handler, { nativeRequests }))(request);
  return result;
}

/** What is seen otherwise of a request that is made by default than of a native one. */
export async function differences(): Promise<string[]> {
  const found: string[] = [];
  for (const method of ['GET', 'HEAD', 'DELETE']) {
    for (const [what, look] of Object.entries({ ...looks, ...perhapsRefused })) {
      const [light, native] = [await told(method, false, look), await told(method, true, look)];
      const refused = what in perhapsRefused && light.startsWith('fails: TypeError');
      if (light !== native && !refused) found.push(`${method}: ${what}: ${light} in place of ${native}`);
    }
  }
  return found;
}
