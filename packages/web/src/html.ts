import { Fragment } from './fragment.ts';

/** What can stand in a template: `null`, `undefined` and booleans show nothing, so that `condition && html…` works. */
export type HtmlValue =
  | Fragment
  | string
  | number
  | bigint
  | boolean
  | null
  | undefined
  | PromiseLike<HtmlValue>
  | readonly HtmlValue[];

/**
 * A fragment of HTML. Values are escaped, between tags and within quoted attributes; fragments go in as they are,
 * arrays one by one, and promises in order when they come. A value that stands where escaping does not help is refused
 * when the template is used: in an attribute without quotes always; elsewhere within a tag unless it is a fragment that
 * has its own values in quotes; in `<script>`, `<style>`, `onclick="…"` and its kind, and `srcdoc="…"` unless it is `raw`.
 * @throws {TypeError} for such a value, and for one that is no text, as an object is not.
 */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Fragment {
  return values.length === 0 ? Fragment.trusted(strings[0]!) : Fragment.of(strings, values);
}

/** A fragment of HTML that is trusted as it is: nothing in it is escaped, so nothing in it may come from a visitor. */
export function raw(trusted: string): Fragment {
  return Fragment.trusted(trusted);
}
