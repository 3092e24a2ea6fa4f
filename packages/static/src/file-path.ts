/** Options of `filePath`. */
export interface FilePathOptions {
  /** Names with a dot before them that a path may begin with, or `'allow'` for any, anywhere. */
  readonly dotfiles: readonly string[] | 'allow';
  /** Whether the names are for Windows, which gives some characters, and some names, meanings of their own. */
  readonly windows: boolean;
}

/** No system takes a longer path, and each of its bytes is at most three characters here. */
const MOST_CHARACTERS = 3 * 4096;

/**
 * What Windows takes for a drive, a stream, a pattern or a device (a space or a dot at the end, it leaves out), or for the
 * short name of something: `GIT~1` is `.git`.
 */
const NO_WINDOWS_NAME =
  // oxlint-disable-next-line no-control-regex -- they are among the characters
  /[<>:"|?*\x00-\x1f]|[ .]$|^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|con(?:in|out)\$)(?:\.|$)|^[^.]{1,7}~\d+(?:\.[^.]{0,3})?$/i;

/**
 * The name of a file, relative to the root and with `/` between its parts, that a canonical path (`PATH_INFO`) is about:
 * `docs/a b` for `/docs/a%20b`, `docs/` for the directory `/docs/`, `''` for `/`, and `.` for the empty path of a mount.
 *
 * Each segment is decoded once, and has to be a name then: nothing that is empty or leads elsewhere (`..`), holds a
 * separator, a backslash or NUL, or begins with a dot. `undefined` where one is not, or is not UTF-8.
 */
export function filePath(pathInfo: string, { dotfiles, windows }: FilePathOptions): string | undefined {
  if (pathInfo === '') return '.';
  if (pathInfo[0] !== '/' || pathInfo.length > MOST_CHARACTERS) return undefined;
  const segments = pathInfo.slice(1).split('/');
  const names: string[] = [];
  for (const [index, segment] of segments.entries()) {
    const name = decoded(segment);
    if (name === undefined) return undefined;
    if (name === '') {
      // Behind the last slash, where the path is a directory's.
      if (index < segments.length - 1) return undefined;
    } else if (!isName(name, windows) || (name[0] === '.' && !isAllowed(name, index, dotfiles))) return undefined;
    names.push(name);
  }
  return names.join('/');
}

/** Whether something in a directory has a name that `filePath` can lead to. */
export function isServedName(name: string, { dotfiles, windows }: FilePathOptions, depth: number): boolean {
  return isName(name, windows) && (name[0] !== '.' || isAllowed(name, depth, dotfiles));
}

function isName(name: string, windows: boolean): boolean {
  if (name === '.' || name === '..' || /[/\\\0]/.test(name)) return false;
  return !windows || !NO_WINDOWS_NAME.test(name);
}

function isAllowed(name: string, depth: number, dotfiles: FilePathOptions['dotfiles']): boolean {
  return dotfiles === 'allow' || (depth === 0 && dotfiles.includes(name));
}

function decoded(segment: string): string | undefined {
  if (!segment.includes('%')) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
