import type { AppInfo } from '#platform';

export const appInfo: AppInfo = {
  name: 'discovery',
  defaultPort: 4000,
  title: 'Discovery',
  tags: {
    registration: 'Services come, stay and go',
    services: 'Who is there, and what changes',
    bindings: 'Which service uses which',
  },
  description: 'Knows which services there are, what they offer and whether they are alive.',
};
