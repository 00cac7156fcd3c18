#!/usr/bin/env node
import * as nodeModule from 'node:module';
import { ProcessTerminal } from './terminal/process-terminal';

// Node 22 keeps compiled code between runs; Node 20 cannot.
(nodeModule as { enableCompileCache?: () => void }).enableCompileCache?.();

async function main(): Promise<void> {
  const { runCli } = await import('./run-cli.js');
  process.exitCode = await runCli(process.argv.slice(2), new ProcessTerminal());
}

void main();
