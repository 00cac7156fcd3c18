import { parsePointer, PointerError } from './pointer';

/**
 * The tokens of a `sourcePath`: with a slash it is separated by slashes (escapes only after a leading slash, `/` alone
 * is the whole body), else by dots.
 * @throws PointerError when it names a forbidden member or is a malformed pointer.
 */
export function parseSourcePath(path: string): string[] {
  if (path === '' || path === '/') return [];
  if (path.startsWith('/')) return parsePointer(path);
  const tokens = path.split(path.includes('/') ? '/' : '.');
  return parsePointer(tokens.map((token) => `/${token.replaceAll('~', '~0')}`).join(''));
}

export function isSourcePath(path: string): boolean {
  try {
    parseSourcePath(path);
    return true;
  } catch (error) {
    if (error instanceof PointerError) return false;
    throw error;
  }
}
