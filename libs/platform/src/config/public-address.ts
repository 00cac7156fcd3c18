import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { PlatformConfig } from './platform-config';

/** The address that clients use. With `PORT=0` it is known once the app listens. */
@Injectable()
export class PublicAddress {
  private known?: string;

  constructor(
    private readonly config: PlatformConfig,
    private readonly host: HttpAdapterHost,
  ) {}

  /** Without a trailing slash. */
  get url(): string {
    if (this.known !== undefined) return this.known;
    const { PUBLIC_URL, HOST } = this.config;
    const port = this.port;
    const url = (PUBLIC_URL ?? `http://${HOST}:${port ?? this.config.PORT}`).replace(/\/+$/, '');
    if (port !== undefined) this.known = url;
    return url;
  }

  /** Undefined until the app listens. */
  private get port(): number | undefined {
    const server = this.host.httpAdapter.getHttpServer() as Server;
    return (server.address() as AddressInfo | null)?.port;
  }
}
