import { type Fragment, html } from '@tsgi/web';

/** What is wrong with a form: a sentence for each field that is. */
export type Problems = Record<string, string>;

/** What goes into the tag of a field that may be wrong, so that it is read out with what is, and one can type at once. */
export function marks(name: string, problems: Problems | undefined): Fragment | false {
  return problems?.[name] !== undefined && html`aria-invalid="true" aria-describedby="${name}-problem" autofocus`;
}

/** What is wrong with a field, below it. */
export function problem(name: string, problems: Problems | undefined): Fragment | false {
  return problems?.[name] !== undefined && html`<p class="problem" id="${name}-problem">${problems?.[name]}</p>`;
}
