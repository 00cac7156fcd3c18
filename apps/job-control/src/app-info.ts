import type { AppInfo } from '#platform';

export const appInfo: AppInfo = {
  name: 'job-control',
  defaultPort: 4700,
  newWork: ['POST /jobs', 'POST /run-job'],
  title: 'Job control',
  tags: {
    jobs: 'Submit jobs, and see what becomes of them',
    operate: 'Step in',
    composable: 'Jobs as tasks of other jobs',
    older: 'For clients that were there before',
  },
  description: 'Runs declarative jobs over services it finds at run time, and undoes them when they fail.',
};
