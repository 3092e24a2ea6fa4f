import { serve, UNABLE } from '../src/deno.ts';
import { describeRuntime } from './describe-runtime.ts';

describeRuntime('deno', serve, UNABLE);
