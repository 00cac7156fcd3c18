import type { IncomingMessage, ServerResponse } from 'node:http';
import { Injectable } from '@nestjs/common';
import { PlatformError } from '#contract';
import { PublicAddress } from '#platform';
import { ConsoleConfig } from '../config/console.config';
import { readCookie, writeCookie } from './cookies';
import { Seal } from './seal';

const PURPOSE = 'session';
/** Browsers drop a cookie that is longer, without a word. */
const MAX_LENGTH = 4_000;

/** Keeps a caller's API key or token in the caller's own browser: sealed, and out of reach of scripts. */
@Injectable()
export class SessionCookie {
  constructor(
    private readonly seal: Seal,
    private readonly config: ConsoleConfig,
    private readonly address: PublicAddress,
  ) {}

  /** The caller's API key or token; undefined without a login, or when it has expired. */
  async tokenOf(request: IncomingMessage): Promise<string | undefined> {
    const sealed = readCookie(request, this.name);
    const claims = sealed === undefined ? undefined : await this.seal.open(PURPOSE, sealed);
    return typeof claims?.token === 'string' ? claims.token : undefined;
  }

  /**
   * @param seconds how long the token itself is valid, where that is known
   * @throws PlatformError `unprocessable` for a token that no cookie can hold
   */
  async keep(response: ServerResponse, token: string, seconds = Infinity): Promise<void> {
    const lifetime = Math.floor(Math.min(seconds, this.config.CONSOLE_SESSION_S));
    const sealed = await this.seal.seal(PURPOSE, { token }, lifetime);
    if (sealed.length > MAX_LENGTH)
      throw new PlatformError('unprocessable', 'This token is too long to be kept in a cookie');
    this.write(response, sealed, lifetime);
  }

  clear(response: ServerResponse): void {
    this.write(response, '', 0);
  }

  private write(response: ServerResponse, value: string, seconds: number): void {
    writeCookie(response, { name: this.name, value, seconds, secure: this.isSecure, sameSite: 'Strict' });
  }

  private get isSecure(): boolean {
    return this.address.url.startsWith('https:');
  }

  /** With the prefix, browsers take the cookie from this host over https alone (RFC 6265bis, section 4.1.3). */
  private get name(): string {
    return this.isSecure ? '__Host-csp-session' : 'csp-session';
  }
}
