import type { DiscoveryClient, JobControlClient, SharedStateClient, TokenProvider } from '#clients';
import { Inject, Injectable } from '@nestjs/common';
import { TokenStore } from '../login/token-store';
import type { Settings } from '../settings/settings';
import { TERMINAL, type Terminal } from '../terminal/terminal';

/** The services of the platform. Their clients are loaded when first needed: `--help` does not pay for them. */
@Injectable()
export class Platform {
  constructor(@Inject(TERMINAL) private readonly terminal: Terminal) {}

  async jobs(settings: Settings): Promise<JobControlClient> {
    const { JobControlClient } = await import('#clients');
    const url = settings.jobURL;
    return new JobControlClient({ url, setBy: '--job-url (or JOB_CONTROL_URL)', token: this.tokenFor(url, settings) });
  }

  async state(settings: Settings): Promise<SharedStateClient> {
    const { SharedStateClient } = await import('#clients');
    const url = settings.stateURL;
    return new SharedStateClient({
      url,
      setBy: '--state-url (or SHARED_STATE_URL)',
      token: this.tokenFor(url, settings),
    });
  }

  async discovery(settings: Settings): Promise<DiscoveryClient> {
    const { DiscoveryClient } = await import('#clients');
    const url = settings.discoveryURL;
    return new DiscoveryClient({
      url,
      setBy: '--discovery-url (or DISCOVERY_URL)',
      token: this.tokenFor(url, settings),
    });
  }

  /** What was said goes only where the same person said to go; what was stored goes where it was stored for. */
  private tokenFor(url: string, { token, addressesOfFile }: Settings): TokenProvider {
    if (token !== undefined && !addressesOfFile.includes(url)) return () => token;
    return () => new TokenStore(this.terminal.configDir).tokenFor(url);
  }
}
