import { type Application, type Body, type Environ, getHeader, setHeader, type StartResponse } from '@tsgi/contract';
import { mergeVary } from '@tsgi/http';

import { planAnswer } from './answer-plan.ts';
import { answerFromMemory, representationFor } from './answer-from-memory.ts';
import type { Entry } from './entry.ts';
import type { Finder } from './finder.ts';
import { answerListing } from './listing.ts';
import { isNavigation, NAVIGATION_FIELDS } from './navigation.ts';
import { prepare } from './prepare.ts';
import { redirectToFolder } from './redirect-to-folder.ts';
import type { Representation } from './representation.ts';
import type { Opened, RootFolder } from './root-folder.ts';
import { needsFile, sendFile } from './send-plan.ts';
import type { StaticSettings } from './static-options.ts';

/** The files below one root, for all requests. */
export interface Site {
  readonly root: RootFolder;
  readonly finder: Finder;
  readonly settings: StaticSettings;
}

/** A request path begins with a slash, so that this is none. */
const FALLBACK_KEY = 'fallback';
/** How often a file may be found changed between being looked at and being read. */
const MOST_TRIES = 5;

/** One request for which the file system has to be asked. */
export class Lookup {
  readonly #site: Site;
  readonly #environ: Environ;
  readonly #startResponse: StartResponse;
  readonly #app: Application;
  /** Under which path the finder knows what is looked for, and what it is called below the root. */
  #key: string;
  #name: string | undefined;
  #tries = 0;

  /** @param name What `filePath` makes of the path: `undefined` for one that can be no file. */
  constructor(site: Site, name: string | undefined, environ: Environ, startResponse: StartResponse, app: Application) {
    this.#site = site;
    this.#environ = environ;
    this.#startResponse = startResponse;
    this.#app = app;
    this.#key = environ.PATH_INFO;
    this.#name = name;
  }

  async answer(): Promise<Body> {
    const { finder } = this.#site;
    if (this.#name === undefined) return this.#answerAbsent();
    return this.#answerEntry(finder.fresh(this.#key) ?? (await finder.find(this.#key, this.#name)));
  }

  async #answerEntry(entry: Entry): Promise<Body> {
    const { settings, root } = this.#site;
    const [environ, startResponse] = [this.#environ, this.#startResponse];
    if (entry.kind === 'file') {
      return answerFromMemory(entry, environ, startResponse, settings.sendfile) ?? this.#answerFile(entry);
    }
    if (entry.kind === 'redirect') return redirectToFolder(environ, startResponse);
    const page =
      entry.kind === 'listing' ? await answerListing(root, entry.name, settings, environ, startResponse) : undefined;
    return page ?? this.#answerAbsent();
  }

  /** An app that routes in the browser has one page for all that is no file. */
  async #answerAbsent(): Promise<Body> {
    const { fallback } = this.#site.settings;
    if (fallback === undefined || this.#key === FALLBACK_KEY) return this.#app(this.#environ, this.#startResponse);
    if (!isNavigation(this.#environ)) return this.#answerOthers();
    this.#key = FALLBACK_KEY;
    this.#name = fallback;
    return this.answer();
  }

  /** A navigation would have got the page: a cache is not to answer one with what the application says to others. */
  #answerOthers(): Body | PromiseLike<Body> {
    return this.#app(this.#environ, (status, headers, error) => {
      const vary = mergeVary(getHeader(headers, 'Vary'), ...NAVIGATION_FIELDS);
      this.#startResponse(status, setHeader(headers, 'Vary', vary), error);
    });
  }

  /** Opens what was found, to make sure that it may be sent, to read it, or to send it. */
  async #answerFile(entry: Entry): Promise<Body> {
    const { root, finder, settings } = this.#site;
    // Something was acceptable, or it had been answered.
    const representation = representationFor(entry, this.#environ, settings.sendfile)!;
    const opened = await root.open(representation.name);
    if (opened === undefined) {
      if (representation.coding === 'identity') return this.#answerEntry(finder.refuse(this.#key, entry));
      entry.without(representation);
      return this.#answerEntry(entry);
    }
    const body = await this.#answerOpened(entry, representation, opened);
    if (body !== undefined) return body;
    this.#tries++;
    if (this.#tries === MOST_TRIES) throw new Error(`staticFiles(): ${entry.name} is changed again and again`);
    finder.forget(this.#key);
    return this.answer();
  }

  /** @returns `undefined` where it is not, or no longer, the file that was found. */
  async #answerOpened(entry: Entry, representation: Representation, opened: Opened): Promise<Body | undefined> {
    let isSent = false;
    try {
      if (!opened.stamp.equals(representation.stamp)) return undefined;
      if (representation.heads === undefined) {
        // Whoever wants the same meanwhile waits for it: it is read, and counted, once.
        representation.preparing ??= this.#prepare(entry, representation, opened);
        await representation.preparing;
      }
      const { heads } = representation;
      if (heads === undefined) return undefined;
      const plan = planAnswer(this.#environ, heads, representation);
      if (this.#site.settings.sendfile === undefined && needsFile(this.#environ, plan, representation)) {
        const body = sendFile(plan, opened, representation, this.#environ, this.#startResponse);
        isSent = true;
        return body;
      }
    } finally {
      if (!isSent) await opened.file.close();
    }
    return answerFromMemory(entry, this.#environ, this.#startResponse, this.#site.settings.sendfile);
  }

  async #prepare(entry: Entry, representation: Representation, opened: Opened): Promise<void> {
    const vary = entry.varies ? ['Accept-Encoding'] : [];
    if (this.#key === FALLBACK_KEY) vary.push(...NAVIGATION_FIELDS);
    const { settings, finder } = this.#site;
    try {
      await prepare(representation, opened, entry.name, vary, settings);
      finder.grow(entry, representation.content?.byteLength ?? 0);
    } finally {
      representation.preparing = undefined;
    }
  }
}
