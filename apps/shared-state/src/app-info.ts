import type { AppInfo } from '#platform';
import { MAX_DOCUMENT_BYTES } from './editing/content';

export const sharedStateInfo: AppInfo = {
  name: 'shared-state',
  defaultPort: 4500,
  title: 'Shared state',
  description: 'Keeps JSON documents that the services of a job read and write, and loses no change made to them.',
  tags: { state: 'The documents' },
  bodyLimitBytes: MAX_DOCUMENT_BYTES,
  parsedBytes: 64 * 1024,
};
