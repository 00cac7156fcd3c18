import type { JsonWebKey } from 'node:crypto';
import type { Clock } from '../../ports/clock.port';
import type { KeyDirectory } from '../../ports/key-directory.port';
import type { KeyStore } from './key-store';
import { rotationOf } from './key-rotation';
import { newKey, readKey, type SigningKey } from './signing-key';

/** Keys are looked at again this often: others may have made one. */
const REFRESH_MS = 60_000;

/** The keys of job-control: one signs, those that are new or were used lately are published too. */
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

/** Keys that are made when there is none, and replaced when they are old. */
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

  /** At hand at once; whether another one has taken its place is looked up beside. */
  get signing(): SigningKey {
    if (this.clock.now() - this.readAt > REFRESH_MS) {
      // While the store is away the key that is known signs.
      this.refreshing ??= this.refresh()
        .catch(() => undefined)
        .finally(() => (this.refreshing = null));
    }
    return this.current;
  }

  /** From the store: another replica may have published one that this one does not know yet. */
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
