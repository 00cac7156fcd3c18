import { destination } from 'pino';
import { PinoLogger } from './pino-logger';

const STDOUT = 1;

/** Prints to stdout, whatever the log level: as text on a terminal, else as JSON like every other log line. */
export function announce(app: string, message: string): void {
  if (process.stdout.isTTY) process.stdout.write(`${message}\n`);
  else new PinoLogger(app, 'info', destination({ fd: STDOUT, sync: true })).log(message);
}
