/** The service name of job-control in the registry. */
export const JOB_SERVICE = 'job-control';
