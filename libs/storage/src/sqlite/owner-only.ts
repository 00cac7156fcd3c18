import { accessSync, closeSync, constants, existsSync, mkdirSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** Whatever the umask: jobs and documents are private. */
export const OWNER_ONLY = { directory: 0o700, file: 0o600 } as const;
const OTHERS = 0o077;

/** Creates the database's directory and file if they are missing. SQLite gives the files beside it the same mode. */
export function createOwnerOnlyFile(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: OWNER_ONLY.directory });
  closeSync(openSync(file, 'a', OWNER_ONLY.file));
}

/** Permissions of existing files that go beyond the owner; reported and left unchanged. */
export function permissionWarnings(file: string): string[] {
  return [dirname(file), file, `${file}-wal`].flatMap((path) => {
    const mode = statSync(path, { throwIfNoEntry: false })?.mode ?? 0;
    if ((mode & OTHERS) === 0) return [];
    const octal = (mode & 0o777).toString(8);
    return [`${path} is open to other users (mode ${octal}): chmod ${path === dirname(file) ? 700 : 600} ${path}`];
  });
}

/** The message when this process lacks permissions; empty when it has them. */
export function missingRights(file: string): string {
  const refused = [dirname(file), file].find((path) => existsSync(path) && !mayUse(path));
  if (refused === undefined) return '';
  const { uid, mode } = statSync(refused);
  const owner = `${refused} belongs to user ${uid} (mode ${(mode & 0o777).toString(8)})`;
  return `; ${owner}, this process runs as user ${process.getuid?.() ?? '?'}: chown it, or set another DATA_DIR`;
}

function mayUse(path: string): boolean {
  try {
    accessSync(path, constants.R_OK | constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
