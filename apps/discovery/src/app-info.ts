import type { AppInfo } from '#platform';

export const appInfo: AppInfo = {
  name: 'discovery',
  defaultPort: 4000,
  title: 'Discovery',
  description: 'Knows which services there are, what they offer and whether they are alive.',
};
