import type { Orchestrator } from '#orchestration';
import type { Principal, PublicAddress } from '#platform';
import { JobViews } from './job-views';
import type { StoredViews } from './stored-views';

describe('a view that is stored', () => {
  const orchestrator = { driven: () => null, state: () => Promise.resolve(null) } as unknown as Orchestrator;
  const stored = { find: () => Promise.resolve({ text: '{}', submittedBy: 'alice' }) } as unknown as StoredViews;
  const views = new JobViews(orchestrator, {} as PublicAddress, stored);
  const caller = (name: string, scope: 'jobs:read' | 'jobs:operate'): Principal => ({ name, scopes: new Set([scope]) });

  it.each([
    ['to the submitter', caller('alice', 'jobs:read')],
    ['to operators', caller('bob', 'jobs:operate')],
    ['to all without authentication', null],
  ])('is given %s', async (_, who) => expect(await views.textOf('a', who)).toBe('{}'));

  it('is not there for others', async () => {
    await expect(views.textOf('a', caller('bob', 'jobs:read'))).rejects.toThrow('There is no job "a"');
  });
});
