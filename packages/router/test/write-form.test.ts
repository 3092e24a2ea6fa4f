import { expect, test } from 'vitest';

import { parsePath } from '../src/path-pattern.ts';
import { writeForm } from '../src/write-form.ts';

test('puts texts in the places of params', () => {
  expect(writeForm(parsePath('/A/:b-:c/*d', '').forms[0]!, ['1', '%20', 'x/y'])).toBe('/A/1-%20/x/y');
});
