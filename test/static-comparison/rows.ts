/** The behaviours that are compared. */

import type { Row } from '../comparison/row.ts';
import { changingFiles } from './rows/changing-files.ts';
import { directories } from './rows/directories.ts';
import { encodings } from './rows/encodings.ts';
import { heads } from './rows/heads.ts';
import { methods } from './rows/methods.ts';
import { paths } from './rows/paths.ts';
import { ranges } from './rows/ranges.ts';
import { specialFiles } from './rows/special-files.ts';
import { validators } from './rows/validators.ts';
import type { Site } from './site.ts';

/** Those that change files come last. */
export const rows: readonly Row<Site>[] = [
  ...ranges,
  ...validators,
  ...encodings,
  ...heads,
  ...directories,
  ...paths,
  ...methods,
  ...specialFiles,
  ...changingFiles,
];
