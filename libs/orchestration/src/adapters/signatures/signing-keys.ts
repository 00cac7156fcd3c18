import type { JsonWebKey } from 'node:crypto';
import type { Clock } from '../../ports/clock.port';
import type { KeyDirectory } from '../../ports/key-directory.port';
import type { KeyStore } from './key-store';
import { rotationOf } from './key-rotation';
import { newKey, readKey, type SigningKey } from './signing-key';

/** How often to read the keys again: another replica may have made one. */
const REFRESH_MS = 60_000;

/** The keys of job-control: one signs; new ones, and those that signed lately, are published too. */
export interface SigningKeys extends KeyDirectory {
  readonly signing: SigningKey;
}

/** Keys that never change while the process runs. */
export class FixedKeys implements SigningKeys {
  constructor(private readonly keys: readonly SigningKey[]) {}

  get signing(): SigningKey {
    return this.keys[0]!;
  }

  published(): Promise<readonly JsonWebKey[]> {
    return Promise.resolve(this.keys.map(({ publicJwk }) => publicJwk));
  }
}

/** Keys that are generated if there is none, and replaced when they are old. */
export class RotatingKeys implements SigningKeys {
  private readAt = -Infinity;
  private refreshing: Promise<unknown> | null = null;

  private constructor(
    private readonly store: KeyStore,
    private readonly maxAgeMs: number,
    private readonly clock: Clock,
    private current: SigningKey,
  ) {}

  static async open(store: KeyStore, maxAgeMs: number, clock: Clock): Promise<RotatingKeys> {
    const keys = await readAll(store, maxAgeMs, clock);
    const opened = new RotatingKeys(store, maxAgeMs, clock, keys.signing);
    opened.readAt = clock.now();
    return opened;
  }

  /** Returns the current key at once, and refreshes it in the background. */
  get signing(): SigningKey {
    if (this.clock.now() - this.readAt > REFRESH_MS) {
      // While the store is unavailable the known key signs.
      this.refreshing ??= this.refresh()
        .catch(() => undefined)
        .finally(() => (this.refreshing = null));
    }
    return this.current;
  }

  /** Read from the store: another replica may have published a newer one. */
  async published(): Promise<readonly JsonWebKey[]> {
    return (await this.refresh()).map(({ publicJwk }) => publicJwk);
  }

  private async refresh(): Promise<readonly SigningKey[]> {
    this.readAt = this.clock.now();
    const { signing, published } = await readAll(this.store, this.maxAgeMs, this.clock);
    this.current = signing;
    return published;
  }
}

async function readAll(
  store: KeyStore,
  maxAgeMs: number,
  clock: Clock,
): Promise<{ signing: SigningKey; published: readonly SigningKey[] }> {
  const now = clock.now();
  const known = (await store.load()).map(readKey);
  if (rotationOf(known, now, maxAgeMs).due) {
    const made = newKey(now);
    await store.add(made.id, made.stored);
    known.push(made);
  }
  const { signing, published, retired } = rotationOf(known, now, maxAgeMs);
  for (const { id } of retired) await store.remove(id);
  if (signing === null) throw new Error('there is no signing key');
  return { signing, published };
}
