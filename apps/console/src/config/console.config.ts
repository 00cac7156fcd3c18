import { IsOptional, IsString, MinLength } from 'class-validator';
import { IntegerInRange } from '#platform';

/** Settings of the console besides those of every app. */
export class ConsoleConfig {
  /**
   * What the key of session cookies is derived from. Default: random, so that sessions end with the process; replicas
   * behind one address need the same.
   */
  @IsOptional()
  @MinLength(32, { message: '$property must have at least 32 characters: openssl rand -base64 32 prints some' })
  CONSOLE_SECRET?: string = undefined;

  /** How long a login lasts, in seconds. */
  @IntegerInRange(60, 30 * 86_400)
  CONSOLE_SESSION_S = 43_200;

  /** The largest request body that is passed on to an API, which has limits of its own. */
  @IntegerInRange(1_024)
  CONSOLE_MAX_BODY_BYTES = 8_388_608;

  /** The directory of the built web application. Default: where the build puts it. */
  @IsOptional()
  @IsString()
  CONSOLE_WEB_DIR?: string = undefined;
}
