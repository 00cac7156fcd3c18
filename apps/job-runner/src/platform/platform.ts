import type {
  AboutClient,
  ClientOptions,
  DiscoveryClient,
  JobControlClient,
  SharedStateClient,
  TokenProvider,
} from '#clients';
import type { HttpService } from '@nestjs/axios';
import { Inject, Injectable } from '@nestjs/common';
import { LazyModuleLoader } from '@nestjs/core';
import { TokenStore } from '../settings/token-store';
import type { Settings } from '../settings/settings';
import { TERMINAL, type Terminal } from '../terminal/terminal';

const SET_BY = {
  'job-control': '--job-url (or JOB_CONTROL_URL)',
  'shared-state': '--state-url (or SHARED_STATE_URL)',
  discovery: '--discovery-url (or DISCOVERY_URL)',
} as const;

export type App = keyof typeof SET_BY;
export const APPS = Object.keys(SET_BY) as App[];

/** Clients of the platform's services, loaded on first use: `--help` does not pay for them. */
@Injectable()
export class Platform {
  constructor(
    @Inject(TERMINAL) private readonly terminal: Terminal,
    private readonly modules: LazyModuleLoader,
  ) {}

  async jobs(settings: Settings, more: Pick<ClientOptions, 'timeoutMs'> = {}): Promise<JobControlClient> {
    const { JobControlClient } = await import('#clients');
    const options = this.options('job-control', settings.jobURL, settings);
    return new JobControlClient(await this.http(), { ...options, ...more });
  }

  async state(settings: Settings): Promise<SharedStateClient> {
    const { SharedStateClient } = await import('#clients');
    return new SharedStateClient(await this.http(), this.options('shared-state', settings.stateURL, settings));
  }

  async discovery(settings: Settings): Promise<DiscoveryClient> {
    const { DiscoveryClient } = await import('#clients');
    return new DiscoveryClient(await this.http(), this.options('discovery', settings.discoveryURL, settings));
  }

  /** What the app at an address reports about itself and the caller. */
  async about(service: string, options: ClientOptions & { setBy: string }): Promise<AboutClient> {
    const { AboutClient } = await import('#clients');
    return new AboutClient(await this.http(), service, options);
  }

  aboutApp(app: App, settings: Settings): Promise<AboutClient> {
    return this.about(app, this.options(app, addressOf(app, settings), settings));
  }

  async abouts(settings: Settings): Promise<{ address: string; client: AboutClient }[]> {
    return await Promise.all(
      APPS.map(async (app) => ({ address: addressOf(app, settings), client: await this.aboutApp(app, settings) })),
    );
  }

  private async http(): Promise<HttpService> {
    const { HttpModule, HttpService } = await import('@nestjs/axios');
    return (await this.modules.load(() => HttpModule)).get(HttpService);
  }

  private options(app: App, url: string, settings: Settings): ClientOptions & { setBy: string } {
    return { url, setBy: SET_BY[app], token: this.tokenFor(url, settings) };
  }

  /**
   * A token from a flag or the environment goes only to addresses from there; a stored one only to the address it was
   * stored for.
   */
  private tokenFor(url: string, { token, addressesOfFile }: Settings): TokenProvider {
    if (token !== undefined && !addressesOfFile.includes(url)) return () => token;
    return () => new TokenStore(this.terminal.configDir).tokenFor(url);
  }
}

function addressOf(app: App, { jobURL, stateURL, discoveryURL }: Settings): string {
  return { 'job-control': jobURL, 'shared-state': stateURL, discovery: discoveryURL }[app];
}
