import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PARTS = ['libs', 'test/simulation', 'test/support', 'jest.config.js', 'package.json', 'tsconfig.json'];
const CODE = 'libs/orchestration/src';
/** The simulation adds every world in which a promise broke. */
const SEEDS = 'test/simulation/seeds.json';

/** A copy of the core and of what its tests need, in which anything may be broken. */
export class Workbench {
  constructor(root) {
    this.root = root;
    this.path = mkdtempSync(join(tmpdir(), 'planted-faults-'));
    for (const part of PARTS) cpSync(join(root, part), join(this.path, part), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(this.path, 'node_modules'));
  }

  /** Tells this state of code and tests from any other. */
  fingerprint() {
    const hash = createHash('sha256');
    const files = PARTS.flatMap((part) => (part.includes('.') ? [part] : filesBelow(this.path, part)));
    for (const file of files.sort()) hash.update(file).update(readFileSync(join(this.path, file)));
    return hash.digest('hex');
  }

  /** Returns a function that takes the fault out again. */
  plant({ file, find, put, also }) {
    const path = join(this.path, CODE, file);
    const before = readFileSync(path, 'utf8');
    if (before.split(find).length !== 2) throw new Error(`${file} does not hold ${JSON.stringify(find)} exactly once`);
    writeFileSync(
      path,
      before.replace(find, () => put),
    );
    const restoreAlso = also ? this.plant(also) : () => undefined;
    return () => {
      restoreAlso();
      writeFileSync(path, before);
      cpSync(join(this.root, SEEDS), join(this.path, SEEDS));
    };
  }

  remove() {
    rmSync(this.path, { recursive: true, force: true });
  }
}

function filesBelow(root, folder) {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
}
