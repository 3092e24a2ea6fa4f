/**
 * The rules of the house (docs, architecture), each on this tree and on small trees that break it.
 * A rule is one file in test/architecture: its sentence, its check, its breaches.
 */

import path from 'node:path';

import { describe, expect, test } from 'vitest';

import { contractAlone } from './architecture/contract-alone.ts';
import { cycles } from './architecture/cycles.ts';
import { declaredImports } from './architecture/declared-imports.ts';
import { fileNames } from './architecture/file-names.ts';
import { fileSize } from './architecture/file-size.ts';
import { floors } from './architecture/floors.ts';
import { foreignNames } from './architecture/foreign-names.ts';
import { indexFiles } from './architecture/index-files.ts';
import { mirroredTests } from './architecture/mirrored-tests.ts';
import { packageShape } from './architecture/package-shape.ts';
import { pinnedVersions } from './architecture/pinned-versions.ts';
import { plainSyntax } from './architecture/plain-syntax.ts';
import { platformNeutral } from './architecture/platform-neutral.ts';
import type { Rule } from './architecture/rule.ts';
import { topLevel } from './architecture/top-level.ts';
import { trackedFiles } from './architecture/tree.ts';

const rules: Rule[] = [
  floors,
  declaredImports,
  contractAlone,
  platformNeutral,
  cycles,
  mirroredTests,
  indexFiles,
  plainSyntax,
  fileSize,
  fileNames,
  foreignNames,
  topLevel,
  packageShape,
  pinnedVersions,
];

const tree = trackedFiles(path.dirname(import.meta.dirname));

describe.each(rules)('$sentence', ({ check, breaks, passes = [] }) => {
  test('holds in this tree', () => {
    expect(check(tree)).toEqual([]);
  });

  test.each(breaks)('refuses $refuses', ({ files, finding }) => {
    expect(check(new Map(Object.entries(files)))).toEqual([expect.stringContaining(finding)]);
  });

  test.each(passes)('allows $allows', ({ files }) => {
    expect(check(new Map(Object.entries(files)))).toEqual([]);
  });
});
