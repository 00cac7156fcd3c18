import { join } from 'node:path';
import type { PlatformConfig } from '#platform';
import type { Database } from '#storage';
import type { OrchestrationConfig } from '../../orchestration.config';
import type { Clock } from '../../ports/clock.port';
import type { JournalSchema } from '../database/schema';
import { readConfiguredKeys } from './configured-keys';
import { KeyFile } from './key-file';
import { KeyTable } from './key-table';
import { FixedKeys, RotatingKeys, type SigningKeys } from './signing-keys';

const FILE = 'job-control-signing-keys.json';
const DAY_MS = 86_400_000;

/** The configured keys, or generated ones: in a file beside the embedded database, or in the shared database. */
export async function openSigningKeys(
  config: OrchestrationConfig,
  { DATA_DIR }: PlatformConfig,
  database: Database<JournalSchema>,
  clock: Clock,
): Promise<SigningKeys> {
  if (config.SIGN_CALLS === 'off') return new FixedKeys([]);
  if (config.SIGNING_KEYS_FILE !== undefined) return new FixedKeys(await readConfiguredKeys(config.SIGNING_KEYS_FILE));
  const store = database.dialect === 'postgres' ? new KeyTable(database) : new KeyFile(join(DATA_DIR, FILE));
  return RotatingKeys.open(store, config.SIGNING_KEY_MAX_AGE_DAYS * DAY_MS, clock);
}
