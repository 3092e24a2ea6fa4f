import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';

import { expect, test } from 'vitest';

import { withListsBefore } from '../src/list-fields.ts';

test('puts what was set before in front, of fields that add up', () => {
  const response = new ServerResponse(new IncomingMessage(new Socket()));
  const head = ['Vary', 'Accept', 'X-A', 'new'];
  expect(withListsBefore(response, head)).toBe(head);
  response.setHeader('Set-Cookie', ['a=1', 'b=2']).setHeader('Vary', 'Origin').setHeader('X-A', 'old');
  expect(withListsBefore(response, head)).toEqual(
    ['set-cookie', 'a=1', 'set-cookie', 'b=2', 'vary', 'Origin'].concat(head),
  );
});
