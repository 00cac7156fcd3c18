import { readFile, rename, writeFile } from 'node:fs/promises';
import type { KeyStore } from './key-store';
import { readKey, type StoredKey } from './signing-key';

/** Signing keys in a file that only its owner can read: for the one process that holds DATA_DIR. */
export class KeyFile implements KeyStore {
  constructor(private readonly path: string) {}

  async load(): Promise<readonly StoredKey[]> {
    const text = await readFile(this.path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return '[]';
      throw error;
    });
    return JSON.parse(text) as StoredKey[];
  }

  async add(id: string, key: StoredKey): Promise<void> {
    await this.write([...(await this.without(id)), key]);
  }

  async remove(id: string): Promise<void> {
    await this.write(await this.without(id));
  }

  private async without(id: string): Promise<StoredKey[]> {
    return (await this.load()).filter((key) => readKey(key).id !== id);
  }

  /** Atomic, even if the process is killed meanwhile. */
  private async write(keys: readonly StoredKey[]): Promise<void> {
    const draft = `${this.path}.new`;
    await writeFile(draft, JSON.stringify(keys), { mode: 0o600, flush: true });
    await rename(draft, this.path);
  }
}
