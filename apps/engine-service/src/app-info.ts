import type { AppInfo } from '#platform';

/** A body of more values, each member with another name, would take V8 more than a tenth of a second to parse in one go. */
const MAX_BODY_VALUES = 100_000;

export const engineInfo: AppInfo = {
  name: 'engine-service',
  defaultPort: 4600,
  title: 'Engine',
  tags: { composable: 'What every composable service offers' },
  maxBodyValues: MAX_BODY_VALUES,
  description: 'Runs a design document as a composable service.',
};
