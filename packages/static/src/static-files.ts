/** Files from a directory, in front of an application. */

import { fileURLToPath } from 'node:url';

import type { Middleware } from '@tsgi/contract';

import { answerFromMemory } from './answer-from-memory.ts';
import { filePath } from './file-path.ts';
import { Finder } from './finder.ts';
import { Lookup } from './lookup.ts';
import { RootFolder } from './root-folder.ts';
import { checkOptions, type StaticOptions } from './static-options.ts';

/**
 * Answers GET and HEAD for the files below `root`, a path or a `file:` URL; everything else goes to the application.
 *
 * Ranges, preconditions and content codings are those of RFC 9110. Nothing outside the root is sent, nothing whose name
 * begins with a dot but `/.well-known/`, and nothing that is no regular file.
 * @throws {TypeError} where `root` is no directory, and for an option that is not right.
 */
export function staticFiles(root: string | URL, options: StaticOptions = {}): Middleware {
  const settings = checkOptions(options);
  const folder = openRoot(root, settings.confined);
  const finder = new Finder(folder, settings, settings.cache);
  const site = { root: folder, finder, settings };
  const { sendfile } = settings;
  const passesAbsent = settings.fallback === undefined;
  return function staticFilesLayer(app) {
    return function servingFiles(environ, startResponse) {
      const { REQUEST_METHOD, PATH_INFO } = environ;
      if (REQUEST_METHOD !== 'GET' && REQUEST_METHOD !== 'HEAD') return app(environ, startResponse);
      const entry = finder.fresh(PATH_INFO);
      if (entry?.kind === 'file') {
        const body = answerFromMemory(entry, environ, startResponse, sendfile);
        if (body !== undefined) return body;
      } else if (entry?.kind === 'absent' && passesAbsent) return app(environ, startResponse);
      const name = filePath(PATH_INFO, settings);
      // What can be no name may be a page of an app all the same (`/search/a%2Fb`); what begins with a dot is none.
      if (name === undefined && (passesAbsent || PATH_INFO.includes('/.'))) return app(environ, startResponse);
      return new Lookup(site, name, environ, startResponse, app).answer();
    };
  };
}

function openRoot(root: string | URL, confined: boolean): RootFolder {
  let folder = root;
  if (folder instanceof URL) {
    if (folder.protocol !== 'file:') throw new TypeError(`staticFiles(): root must be a file: URL, got ${folder.href}`);
    folder = fileURLToPath(folder);
  }
  if (typeof folder !== 'string' || folder === '') {
    throw new TypeError(`staticFiles(): root must be a path or a URL, got ${JSON.stringify(folder)}`);
  }
  try {
    return new RootFolder(folder, confined);
  } catch (cause) {
    throw new TypeError(`staticFiles(): root must be a directory, got '${folder}' (${String(cause)})`, { cause });
  }
}
