// What a connection writes at once.

import { VARYING } from './load-generator.ts';

/** A prime, so that some round number of connections does not meet the same batches again and again. */
const COUNT = 1021;

/** `depth` requests in each batch, one after the other; different ones where the request has a varying part. */
export function batches(request: string, depth: number): Buffer[] {
  const count = request.includes(VARYING) ? COUNT : 1;
  let number = 0;
  function next(): string {
    number += 1;
    return request.replaceAll(VARYING, String(number).padStart(VARYING.length, '0'));
  }
  return Array.from({ length: count }, () => Buffer.from(Array.from({ length: depth }, next).join(''), 'latin1'));
}
