import type { Chunk } from '@tsgi/contract';

const TAG = '<body';
const QUOTES = /["']/;

/**
 * Puts the banner behind `<body>`, wherever chunks begin and end. Only what has been seen is remembered, never a chunk,
 * so that each goes on as it comes (rule M3).
 */
export class BannerInserter {
  readonly #banner: string;
  /** How much of `<body` has been seen; all of it, within the tag. */
  #seen = 0;
  /** The quote that a value of an attribute began with. */
  #quote = '';
  #inserted = false;

  /** For a maintenance from and until then, in milliseconds since 1970. */
  constructor(from: number, until: number) {
    this.#banner = bannerOf(from, until);
  }

  /** A chunk of the page, with the banner in it where this is its place. */
  take(chunk: Chunk): Chunk {
    if (this.#inserted) return chunk;
    const end = this.#endOfTag(chunk);
    if (end < 0) return chunk;
    this.#inserted = true;
    if (typeof chunk === 'string') return chunk.slice(0, end) + this.#banner + chunk.slice(end);
    // A chunk is never written to: another one is made (rule S23).
    const banner = new TextEncoder().encode(this.#banner);
    const longer = new Uint8Array(chunk.length + banner.length);
    longer.set(chunk.subarray(0, end));
    longer.set(banner, end);
    longer.set(chunk.subarray(end), end + banner.length);
    return longer;
  }

  /** What is left: the banner, for a page that leaves its `<body>` out, as HTML allows. */
  end(): Chunk {
    return this.#inserted ? '' : this.#banner;
  }

  /** Where the tag ends in this chunk; below 0 where it does not. */
  #endOfTag(chunk: Chunk): number {
    for (let at = 0; at < chunk.length; at++) {
      const letter = typeof chunk === 'string' ? chunk[at]! : String.fromCharCode(chunk[at]!);
      if (this.#seen <= TAG.length) this.#match(letter);
      if (this.#seen > TAG.length && this.#closes(letter)) return at + 1;
    }
    return -1;
  }

  /** Goes one letter further in `<body`, and the one behind it, which must end the name: `<bodyguard>` is another tag. */
  #match(letter: string): void {
    const isNext = this.#seen < TAG.length ? letter.toLowerCase() === TAG[this.#seen] : /[\s/>]/.test(letter);
    if (isNext) this.#seen++;
    else this.#seen = letter === '<' ? 1 : 0;
  }

  /** Whether the letter ends the tag: a `>` that is in no quotes. */
  #closes(letter: string): boolean {
    if (this.#quote !== '') {
      if (letter === this.#quote) this.#quote = '';
    } else if (QUOTES.test(letter)) this.#quote = letter;
    else return letter === '>';
    return false;
  }
}

/** In ASCII, so that it is right in any charset that pages have; without style, which is the site's. */
function bannerOf(from: number, until: number): string {
  return `<aside class="maintenance" role="note" aria-label="Maintenance">Planned maintenance: this site is away from ${time(from)} to ${time(until)}.</aside>`;
}

function time(ms: number): string {
  const iso = new Date(ms).toISOString();
  return `<time datetime="${iso}">${iso.slice(0, 16).replace('T', ' ')} UTC</time>`;
}
