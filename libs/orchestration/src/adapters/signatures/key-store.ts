import type { StoredKey } from './signing-key';

/** Where signing keys are kept. */
export interface KeyStore {
  load(): Promise<readonly StoredKey[]>;
  add(id: string, key: StoredKey): Promise<void>;
  remove(id: string): Promise<void>;
}
