/** The name under which job-controls are registered. */
export const JOB_SERVICE = 'job-control';
