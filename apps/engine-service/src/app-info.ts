import type { AppInfo } from '#platform';

export const appInfo: AppInfo = {
  name: 'engine-service',
  defaultPort: 4600,
  title: 'Engine',
  description: 'Runs a design document as a composable service.',
};
