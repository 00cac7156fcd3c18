import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { PlatformConfig } from './platform-config';

/** Under which address others reach this app. With `PORT=0` it is known once the app listens. */
@Injectable()
export class PublicAddress {
  constructor(
    private readonly config: PlatformConfig,
    private readonly host: HttpAdapterHost,
  ) {}

  /** Without a trailing slash. */
  get url(): string {
    const { PUBLIC_URL, HOST } = this.config;
    return (PUBLIC_URL ?? `http://${HOST}:${this.port}`).replace(/\/+$/, '');
  }

  private get port(): number {
    const server = this.host.httpAdapter.getHttpServer() as Server;
    const address = server.address() as AddressInfo | null;
    return address?.port ?? this.config.PORT;
  }
}
