import { serve } from '@tsgi/server';

import type { Subject } from './subject.ts';

export const tsgiServer: Subject = {
  name: '`@tsgi/server`',
  standsOn: 'Node',
  start: (app, options) => serve(app, { port: 0, ...options }),
  lacks: {},
  faults: {},
};
