import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isObject } from '../files/json-file';

const FILE = 'tokens.json';
const OWNER_ONLY = { directory: 0o700, file: 0o600 } as const;

type Tokens = Readonly<Record<string, string>>;

/** Tokens by the address (its origin) they were stored for, in a file that only its owner can read. */
export class TokenStore {
  constructor(private readonly directory: string) {}

  async tokenFor(address: string): Promise<string | undefined> {
    const tokens = await this.read();
    const { origin } = new URL(address);
    return Object.hasOwn(tokens, origin) ? tokens[origin] : undefined;
  }

  async addresses(): Promise<string[]> {
    return Object.keys(await this.read());
  }

  async store(addresses: readonly string[], token: string): Promise<void> {
    const fresh = addresses.map((address) => [new URL(address).origin, token] as const);
    await this.write({ ...(await this.read()), ...Object.fromEntries(fresh) });
  }

  async forget(addresses: readonly string[]): Promise<void> {
    const gone = addresses.map((address) => new URL(address).origin);
    const kept = Object.entries(await this.read()).filter(([origin]) => !gone.includes(origin));
    await this.write(Object.fromEntries(kept));
  }

  private async read(): Promise<Tokens> {
    try {
      const tokens: unknown = JSON.parse(await readFile(join(this.directory, FILE), 'utf8'));
      return isObject(tokens) ? (tokens as Tokens) : {};
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT' || error instanceof SyntaxError) return {};
      throw error;
    }
  }

  /** Written atomically, and never readable for others, whatever the file's mode was before. */
  private async write(tokens: Tokens): Promise<void> {
    await mkdir(this.directory, { recursive: true, mode: OWNER_ONLY.directory });
    const fresh = join(this.directory, `${FILE}.${process.pid}`);
    await writeFile(fresh, `${JSON.stringify(tokens, null, 2)}\n`, { mode: OWNER_ONLY.file });
    await rename(fresh, join(this.directory, FILE));
  }
}
