#!/usr/bin/env node
import * as nodeModule from 'node:module';
import { ProcessTerminal } from './terminal/process-terminal';

// Node 22 caches compiled code between runs; Node 20 cannot.
(nodeModule as { enableCompileCache?: () => void }).enableCompileCache?.();

async function main(): Promise<void> {
  const { runCli } = await import('./run-cli.js');
  process.exitCode = await runCli(process.argv.slice(2), new ProcessTerminal());
}

/** A stack is of no use to a user. */
function giveUp(error: unknown): void {
  process.stderr.write(`job-runner: this is a fault in job-runner: ${JSON.stringify(String(error))}\n`);
  process.exit(1);
}

process.on('uncaughtException', giveUp);
void main();
