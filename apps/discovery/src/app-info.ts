import { type AppInfo, loadConfig } from '#platform';
import { DiscoveryConfig } from './config/discovery.config';

/** A registration as it is kept may be written with white space, and its characters with escapes of up to six bytes. */
const BYTES_IN_BODY = 6;

export const discoveryInfo: AppInfo = {
  name: 'discovery',
  defaultPort: 4000,
  title: 'Discovery',
  tags: {
    registration: 'Services come, stay and go',
    services: 'Who is there, and what changes',
    bindings: 'Which service uses which',
  },
  bodyLimitBytes: (env) => loadConfig(DiscoveryConfig, env).DISCOVERY_MAX_ENTRY_BYTES * BYTES_IN_BODY,
  description: 'Knows which services there are, what they offer and whether they are alive.',
};
