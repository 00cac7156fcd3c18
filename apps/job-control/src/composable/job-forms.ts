import type { DescriptiveForms } from '#contract';

/** The forms of job-control, as of any composable service. */
export const jobForms: DescriptiveForms = {
  resource: 'job',
  description: 'Runs jobs. A job can be a task of another job, and reverting that task reverts the inner job.',
  requestIds: true,
  messageStructure: {
    command: 'string',
    resource: 'string',
    id: 'string (optional)',
    payload: {
      name: 'string',
      steps: 'array',
      initialState: 'object',
      sharedStateURL: 'string',
      definition: 'string (instead of steps)',
      inputs: 'object (of the definition)',
      version: 'number (of the definition, optional)',
      labels: 'object (optional)',
    },
    metadata: 'object (optional)',
  },
  affordances: [
    {
      command: 'create',
      optionalFields: ['steps', 'definition', 'inputs'],
      safe: false,
      idempotent: false,
      reversible: 'full',
    },
    { command: 'read', requiredFields: ['id'], safe: true, idempotent: true, reversible: 'none' },
    { command: 'list', safe: true, idempotent: true, reversible: 'none' },
  ],
};
