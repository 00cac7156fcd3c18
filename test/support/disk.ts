import { execFileSync } from 'node:child_process';
import type { AppProcess } from '../e2e/support/app-process';

/**
 * From now on no file of this process takes another byte: what a full disk is to a database, on any machine and without
 * rights. What is there can still be read.
 */
export function fillDiskOf(app: AppProcess): void {
  limitFileSize(app, '0:unlimited');
}

export function makeRoomFor(app: AppProcess): void {
  limitFileSize(app, 'unlimited');
}

function limitFileSize({ pid }: AppProcess, limit: string): void {
  execFileSync('prlimit', ['--pid', String(pid), `--fsize=${limit}`]);
}
