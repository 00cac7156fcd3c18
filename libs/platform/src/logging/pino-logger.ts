import type { LoggerService } from '@nestjs/common';
import { escapeControls } from '#contract/pure';
import { destination, type DestinationStream, type Level, type Logger, pino, stdTimeFunctions } from 'pino';

const STDERR = 2;

/** A message with its context: `{ message, jobId, task, requestId, … }`. */
interface Entry {
  readonly message: string;
}

function isEntry(value: unknown): value is Entry {
  return typeof value === 'object' && value !== null && 'message' in value && typeof value.message === 'string';
}

/**
 * Nest's logger, writing one JSON object per line to stderr, times in UTC (RFC 3339). Logs are read in terminals too:
 * text from services and clients is escaped beyond what JSON requires.
 */
export class PinoLogger implements LoggerService {
  private readonly pino: Logger;

  constructor(app: string, level: string, out: DestinationStream = destination({ fd: STDERR, sync: true })) {
    const options = {
      level,
      base: { app, pid: process.pid },
      timestamp: stdTimeFunctions.isoTime,
      hooks: { streamWrite: escapedLine },
      formatters: { level: (label: string) => ({ level: label }) },
    };
    this.pino = pino(options, out);
  }

  fatal = this.at('fatal');
  error = this.at('error');
  warn = this.at('warn');
  log = this.at('info');
  debug = this.at('debug');
  verbose = this.at('trace');

  /** Nest passes the message first and the context last; an error may come with its stack in between. */
  private at(level: Level) {
    return (message: unknown, ...rest: unknown[]): void => {
      const context = typeof rest.at(-1) === 'string' ? rest.pop() : undefined;
      const stack = rest.find((item) => typeof item === 'string');
      if (message instanceof Error) this.pino[level]({ context, err: message }, message.message);
      else if (typeof message === 'string') this.pino[level]({ context, stack }, message);
      else if (isEntry(message)) this.write(level, context, message);
      else this.pino[level]({ context, data: message });
    };
  }

  private write(level: Level, context: unknown, { message, ...about }: Entry): void {
    this.pino[level]({ context, ...about }, message);
  }
}

/** Pino ends a line itself. */
function escapedLine(line: string): string {
  return `${escapeControls(line.trimEnd())}\n`;
}
