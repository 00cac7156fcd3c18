import type { HttpService } from '@nestjs/axios';
import { PlatformHttp, type ClientOptions } from '../http/platform-http';
import { list, object, text } from '../shapes/shape';

/** The app that responded, and the caller as it authenticated it. */
export interface CallerIdentity {
  service: string;
  authentication: string;
  principal?: string;
  scopes: string[];
}

const whoAmI = object({ service: text, authentication: text, scopes: list(text) }, { principal: text });

/** What every app of the platform says about itself. */
export class AboutClient {
  private readonly http: PlatformHttp;

  /** @param service the app that is expected there */
  constructor(http: HttpService, service: string, options: ClientOptions & { setBy: string }) {
    this.http = new PlatformHttp(http, service, options.setBy, options);
  }

  async whoAmI(): Promise<CallerIdentity> {
    return (await this.http.json<CallerIdentity>({ url: '/whoami' }, whoAmI)).body;
  }
}
