import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { Logger } from '@nestjs/common';
import { ConfigError } from '../config/load-config';
import { type ApiKey, isKeyOf, keyIdOf } from './api-key';
import type { AuthConfig } from './auth.config';
import type { Principal } from './principal';
import { readApiKeys } from './read-api-keys';

/** How soon a key that was removed from the file is refused. */
const REREAD_MS = 5_000;

/** The API keys that this app accepts. */
export class KeyRing {
  private readonly logger = new Logger(KeyRing.name);
  private readonly timer?: NodeJS.Timeout;
  private keys = new Map<string, ApiKey>();
  private text = '';

  /** @throws ConfigError when the keys cannot be read */
  constructor({ AUTH_KEYS_FILE: file, AUTH_KEYS: inline }: AuthConfig) {
    try {
      if (inline !== undefined) this.use(inline);
      else if (file !== undefined) this.use(readFileSync(file, 'utf8'));
    } catch (error) {
      throw new ConfigError(`${inline === undefined ? 'AUTH_KEYS_FILE' : 'AUTH_KEYS'}: ${(error as Error).message}`);
    }
    if (inline === undefined && file !== undefined)
      this.timer = setInterval(() => void this.reread(file), REREAD_MS).unref();
  }

  /** The owner of this key; undefined when it is unknown or expired. */
  principalOf(text: string): Principal | undefined {
    const key = this.keys.get(keyIdOf(text) ?? '');
    if (!key || !isKeyOf(key, text) || isOver(key)) return undefined;
    return { name: key.principal, scopes: new Set(key.scopes) };
  }

  /** Whether a key belongs to a principal of this name. */
  knows(principal: string): boolean {
    return [...this.keys.values()].some((key) => key.principal === principal);
  }

  /** Reads the file again if it has changed. If that fails, the previous keys remain. */
  async reread(file: string): Promise<void> {
    try {
      const text = await readFile(file, 'utf8');
      if (text !== this.text) this.use(text);
    } catch (error) {
      this.logger.error(`AUTH_KEYS_FILE: ${(error as Error).message}; the keys that were read before still count`);
    }
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  private use(text: string): void {
    this.keys = new Map(readApiKeys(text).map((key) => [key.id, key]));
    this.text = text;
  }
}

function isOver({ expires }: ApiKey): boolean {
  return expires !== undefined && Date.parse(expires) <= Date.now();
}
