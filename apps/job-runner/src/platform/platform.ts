import type { DiscoveryClient, JobControlClient, SharedStateClient } from '#clients';
import { Injectable } from '@nestjs/common';
import type { Settings } from '../settings/settings';

/** The services of the platform. Their clients are loaded when first needed: `--help` does not pay for them. */
@Injectable()
export class Platform {
  async jobs({ jobURL }: Settings): Promise<JobControlClient> {
    const { JobControlClient } = await import('#clients');
    return new JobControlClient({ url: jobURL, setBy: '--job-url (or JOB_CONTROL_URL)' });
  }

  async state({ stateURL }: Settings): Promise<SharedStateClient> {
    const { SharedStateClient } = await import('#clients');
    return new SharedStateClient({ url: stateURL, setBy: '--state-url (or SHARED_STATE_URL)' });
  }

  async discovery({ discoveryURL }: Settings): Promise<DiscoveryClient> {
    const { DiscoveryClient } = await import('#clients');
    return new DiscoveryClient({ url: discoveryURL, setBy: '--discovery-url (or DISCOVERY_URL)' });
  }
}
