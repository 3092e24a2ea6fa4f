import type { Subject } from './subject.ts';
import { tsgiFetchBun } from './tsgi-fetch-bun.ts';
import { tsgiFetchDeno } from './tsgi-fetch-deno.ts';
import { tsgiNode, tsgiNodeOverTls } from './tsgi-node.ts';
import { tsgiServer } from './tsgi-server.ts';

/** Every server that the conformance suite is run over, in the order of docs/servers.md. */
export const SUBJECTS: readonly Subject[] = [tsgiServer, tsgiNode, tsgiNodeOverTls, tsgiFetchBun, tsgiFetchDeno];
