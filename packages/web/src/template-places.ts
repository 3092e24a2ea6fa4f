/** Where in a template's HTML its values stand. */

/**
 * A place for a value: between tags or in a comment (`text`), in a quoted attribute's value (`attribute`), in one that is
 * itself a program or a page (`program`), in an attribute's value without quotes (`unquoted`), elsewhere within a tag
 * (`tag`), or in an element whose content is no HTML (`script`).
 */
export type Place = 'text' | 'attribute' | 'program' | 'unquoted' | 'tag' | 'script';

/** Attributes whose value, once its character references are read, is run as a script, or read as HTML (HTML §8.1.8.1, §4.8.5). */
const PROGRAM = /^(?:on.*|srcdoc)$/is;

/** Elements in whose content character references mean nothing (HTML §13.1.2, raw text). */
const RAW_TEXT = /^(?:script|style|iframe|noembed|noframes|plaintext|xmp)$/;

type Known = WeakMap<TemplateStringsArray, readonly Place[]>;

const known: Readonly<Record<'text' | 'tag', Known>> = { text: new WeakMap(), tag: new WeakMap() };

/**
 * The place of each value of a template that itself stands between tags, or within one. Worked out once for each
 * template in a program.
 */
export function placesOf(strings: TemplateStringsArray, from: 'text' | 'tag' = 'text'): readonly Place[] {
  let places = known[from].get(strings);
  if (places === undefined) {
    const scanner = new Scanner(from);
    places = strings.slice(0, -1).map((text) => scanner.read(text));
    known[from].set(strings, places);
  }
  return places;
}

/**
 * As much of an HTML tokenizer (HTML §13.2.5) as it takes to know one place from another. White space is what HTML takes for it:
 * a no-break space ends no value, and no name.
 */
class Scanner {
  #place: Place;
  #quote = '';
  /** The name of the tag that is open, or of the raw text element. */
  #name = '';
  /** The name of the attribute that is open, as far as it has been read. */
  #attribute = '';
  /** Whether white space has come behind it: only an equals sign goes on with it. */
  #named = false;
  #comment = false;

  constructor(from: 'text' | 'tag') {
    this.#place = from;
  }

  /** Reads on to the end of `text`, and returns the place that is there. */
  read(text: string): Place {
    let at = 0;
    while (at < text.length) at = this.#step(text, at);
    return this.#place;
  }

  #step(text: string, at: number): number {
    switch (this.#place) {
      case 'text':
        return this.#comment ? this.#inComment(text, at) : this.#inText(text, at);
      case 'script':
        return this.#inRawText(text, at);
      case 'attribute':
      case 'program':
        return this.#until(text, at, this.#quote, 'tag');
      case 'unquoted':
        return this.#inUnquoted(text, at);
      case 'tag':
        break;
    }
    return this.#inTag(text, at);
  }

  #inText(text: string, at: number): number {
    const open = text.indexOf('<', at);
    if (open < 0) return text.length;
    if (text.startsWith('<!--', open)) {
      // `<!-->` and `<!--->` are whole comments.
      const whole = /^-?>/.exec(text.slice(open + 4, open + 6));
      this.#comment = whole === null;
      return open + 4 + (whole?.[0].length ?? 0);
    }
    const name = /^<(\/?[a-zA-Z][^\t\n\f\r />]*|[!?/])/.exec(text.slice(open, open + 40))?.[1];
    // A `<` before anything else is text, but at the end of the text the value would be the name.
    if (name === undefined && open + 1 < text.length) return open + 1;
    this.#place = 'tag';
    this.#name = (name ?? '').toLowerCase();
    return open + 1 + (name ?? '').length;
  }

  #inComment(text: string, at: number): number {
    const close = /--!?>/.exec(text.slice(at));
    if (close === null) return text.length;
    this.#comment = false;
    return at + close.index + close[0].length;
  }

  #inRawText(text: string, at: number): number {
    // `</scripts>` ends no script.
    const close = text.slice(at).search(new RegExp(`</${this.#name}(?:[\\t\\n\\f\\r />]|$)`, 'i'));
    if (close < 0) return text.length;
    this.#place = 'tag';
    this.#name = `/${this.#name}`;
    return at + close + 1 + this.#name.length;
  }

  #inTag(text: string, at: number): number {
    const char = text[at]!;
    if (char === '>') {
      this.#place = RAW_TEXT.test(this.#name) ? 'script' : 'text';
      return at + 1;
    }
    if (char !== '=') {
      this.#nameAttribute(char);
      return at + 1;
    }
    const value = at + 1 + /^[\t\n\f\r ]*/.exec(text.slice(at + 1))![0].length;
    const quote = text[value];
    this.#quote = quote === '"' || quote === "'" ? quote : '';
    this.#place = this.#quote === '' ? 'unquoted' : PROGRAM.test(this.#attribute) ? 'program' : 'attribute';
    this.#attribute = '';
    return this.#quote === '' ? value : value + 1;
  }

  #nameAttribute(char: string): void {
    const ends = /[\t\n\f\r /]/.test(char);
    if (!ends) this.#attribute = this.#named ? char : this.#attribute + char;
    this.#named = ends;
  }

  #inUnquoted(text: string, at: number): number {
    const end = text.slice(at).search(/[\t\n\f\r >]/);
    if (end < 0) return text.length;
    this.#place = 'tag';
    return at + end;
  }

  #until(text: string, at: number, mark: string, next: Place): number {
    const end = text.indexOf(mark, at);
    if (end < 0) return text.length;
    this.#place = next;
    return end + mark.length;
  }
}
