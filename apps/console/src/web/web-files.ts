import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { ConfigError } from '#platform';
import { ConsoleConfig } from '../config/console.config';

const BUILT = 'console-web';
export const INDEX = 'index.html';
const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};
/** The codings that the build makes, by the file extension; the first that the browser takes is sent. */
const CODINGS = { br: '.br', gzip: '.gz' } as const;

export interface WebFile {
  readonly type: string;
  readonly etag: string;
  /** By content coding, the smallest first. */
  readonly bytes: ReadonlyMap<string, Buffer>;
}

/** The built web application, in memory. */
@Injectable()
export class WebFiles {
  private readonly files: ReadonlyMap<string, WebFile>;

  /** @throws ConfigError when there is none */
  constructor({ CONSOLE_WEB_DIR }: ConsoleConfig) {
    const directory = CONSOLE_WEB_DIR ?? builtAbove(__dirname);
    if (directory === undefined || !existsSync(join(directory, INDEX)))
      throw new ConfigError(
        'The web application is not built: npm run build makes it, or CONSOLE_WEB_DIR says where it is',
      );
    this.files = new Map(filesIn(directory).map((name) => [name, readWebFile(directory, name)]));
  }

  /** By its path below the directory, such as `assets/main-ABC.js`. */
  get(name: string): WebFile | undefined {
    return this.files.get(name);
  }
}

function filesIn(directory: string): string[] {
  const names = readdirSync(directory, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => extname(name) in TYPES);
}

function readWebFile(directory: string, name: string): WebFile {
  const bytes = new Map<string, Buffer>();
  for (const [coding, extension] of Object.entries(CODINGS)) {
    const coded = join(directory, name + extension);
    if (existsSync(coded)) bytes.set(coding, readFileSync(coded));
  }
  const plain = readFileSync(join(directory, name));
  bytes.set('identity', plain);
  const etag = `"${createHash('sha256').update(plain).digest('base64url').slice(0, 27)}"`;
  return { type: TYPES[extname(name)]!, etag, bytes };
}

/** The build puts it beside the bundles, which are deeper than the compiled modules. */
function builtAbove(directory: string): string | undefined {
  const built = join(directory, BUILT);
  if (existsSync(built)) return built;
  const parent = dirname(directory);
  return parent === directory ? undefined : builtAbove(parent);
}
