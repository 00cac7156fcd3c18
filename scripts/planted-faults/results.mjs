import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** What was found out of each bug, kept in a file: the same bug in the same code under the same tests is known. */
export class Results {
  constructor(file, code) {
    this.file = file;
    this.code = code;
    this.all = readAll(file);
  }

  of(fault) {
    return this.all[this.keyOf(fault)];
  }

  keep(fault, result) {
    this.all[this.keyOf(fault)] = result;
    mkdirSync(dirname(this.file), { recursive: true });
    writeFileSync(this.file, JSON.stringify(this.all));
  }

  keyOf(fault) {
    return createHash('sha256')
      .update(JSON.stringify([this.code, fault]))
      .digest('hex');
  }
}

function readAll(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return {};
  }
}
