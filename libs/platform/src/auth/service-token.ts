import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { ConfigError } from '../config/load-config';
import { PlatformConfig } from '../config/platform-config';
import { AuthConfig } from './auth.config';

const REREAD_MS = 5_000;

/**
 * The credentials this app sends to discovery, shared-state and job-control at their configured addresses, and to no
 * other server: an address from a job, a service or a state document gets no token.
 */
@Injectable()
export class ServiceToken implements OnApplicationShutdown {
  private readonly logger = new Logger(ServiceToken.name);
  private readonly platform: readonly URL[];
  private readonly timer?: NodeJS.Timeout;
  private token?: string;

  /** @throws ConfigError when the file cannot be read */
  constructor(config: AuthConfig, { DISCOVERY_URL, SHARED_STATE_URL, JOB_CONTROL_URL }: PlatformConfig) {
    this.platform = [DISCOVERY_URL, SHARED_STATE_URL, JOB_CONTROL_URL].map((address) => new URL(address));
    const { SERVICE_TOKEN, SERVICE_TOKEN_FILE: file } = config;
    this.token = SERVICE_TOKEN;
    if (SERVICE_TOKEN !== undefined || file === undefined) return;
    try {
      this.token = readFileSync(file, 'utf8').trim();
    } catch (error) {
      throw new ConfigError(`SERVICE_TOKEN_FILE: ${(error as Error).message}`);
    }
    this.timer = setInterval(() => void this.reread(file), REREAD_MS).unref();
  }

  /** The token for a request to this address; undefined when it is not one of the platform's. */
  readonly for = (address: string): string | undefined =>
    this.platform.some((own) => isUnder(own, new URL(address))) ? this.token : undefined;

  /** The same, as a header. */
  headersFor(address: string): { authorization?: string } {
    const token = this.for(address);
    return token === undefined ? {} : { authorization: `Bearer ${token}` };
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  private async reread(file: string): Promise<void> {
    try {
      this.token = (await readFile(file, 'utf8')).trim();
    } catch (error) {
      this.logger.error(
        `SERVICE_TOKEN_FILE: ${(error as Error).message}; the token that was read before is still sent`,
      );
    }
  }
}

function isUnder(base: URL, url: URL): boolean {
  const folder = base.pathname.replace(/\/*$/, '/');
  return url.origin === base.origin && `${url.pathname}/`.startsWith(folder);
}
