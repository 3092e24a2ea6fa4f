/** The reference server, over plain TCP, against all that the specification asks of servers. */

import { serve } from '@tsgi/server';
import { declareTests, serverConformance } from '@tsgi/validator';
import { describe, test } from 'vitest';

declareTests(
  serverConformance((app, options) => serve(app, { port: 0, ...options })),
  { describe, test },
);
