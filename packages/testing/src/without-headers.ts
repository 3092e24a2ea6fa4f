import { type HeaderList, removeHeader } from '@tsgi/contract';

/** A list without the fields of these names. */
export function withoutHeaders(headers: HeaderList, names: readonly string[]): HeaderList {
  return names.reduce<HeaderList>((left, name) => removeHeader(left, name), headers);
}
