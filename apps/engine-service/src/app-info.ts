import type { AppInfo } from '#platform';

export const engineInfo: AppInfo = {
  name: 'engine-service',
  defaultPort: 4600,
  title: 'Engine',
  tags: { composable: 'What every composable service offers' },
  description: 'Runs a design document as a composable service.',
};
