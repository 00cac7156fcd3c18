import type { AppInfo } from '#platform';

export const appInfo: AppInfo = {
  name: 'job-control',
  defaultPort: 4700,
  title: 'Job control',
  description: 'Runs declarative jobs over services it finds at run time, and undoes them when they fail.',
};
