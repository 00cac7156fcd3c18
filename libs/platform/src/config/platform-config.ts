import { IsDefined, IsIn, IsOptional, IsString, Matches, ValidateIf } from 'class-validator';
import { HttpAddress, IntegerInRange } from './decorators';

const LOCAL_HOST = '127.0.0.1';
const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** What every app reads from its environment. */
export class PlatformConfig {
  /** 0 takes any free port. Each app has its own default. */
  @IntegerInRange(0, 65_535)
  PORT = 0;

  @IsString()
  HOST = LOCAL_HOST;

  /** The address that clients use; default `http://HOST:PORT`. Inject `PublicAddress`, which resolves both. */
  @ValidateIf(({ HOST, PUBLIC_URL }: PlatformConfig) => HOST !== LOCAL_HOST || PUBLIC_URL !== undefined)
  @IsDefined({ message: `PUBLIC_URL is needed when HOST is not ${LOCAL_HOST}: others must know how to reach this app` })
  @HttpAddress()
  PUBLIC_URL?: string = undefined;

  @HttpAddress()
  DISCOVERY_URL = 'http://127.0.0.1:4000';

  @HttpAddress()
  SHARED_STATE_URL = 'http://127.0.0.1:4500';

  @HttpAddress()
  JOB_CONTROL_URL = 'http://127.0.0.1:4700';

  /** Directory of the embedded databases. */
  @IsString()
  DATA_DIR = './data';

  @IsOptional()
  @Matches(/^postgres(ql)?:\/\/\S+$/, { message: '$property must be a postgres:// address' })
  DATABASE_URL?: string = undefined;

  @IsIn(LOG_LEVELS, { message: `$property must be one of ${LOG_LEVELS.join(', ')}` })
  LOG_LEVEL: (typeof LOG_LEVELS)[number] = 'warn';
}
