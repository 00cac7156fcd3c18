import { ask } from '../support/http';
import { Platform } from '../support/platform';

interface Version {
  key: string;
  href: string;
  changes: object[];
}

describe('the state document of a job', () => {
  let platform: Platform;
  beforeAll(async () => (platform = await Platform.start()));
  afterAll(() => platform.stop());

  it('says which job made each of its versions, and what it changed', async () => {
    const service = await platform.service();
    const storeResultAt = { targetPath: '/log/-', sourcePath: '/' };
    const job = await platform.jobs.run({
      initialState: { kept: 1 },
      steps: [{ tasks: [{ tag: service.tag, input: {}, storeResultAt }] }],
    });
    await platform.jobs.act(job.id, 'revert');
    await platform.jobs.until(job.id, ({ status }) => status === 'reverted');
    const { body: versions } = await ask<Version[]>(`${job.sharedStateURL}/versions`);
    expect(versions.map(({ key }) => key.startsWith(job.id))).toEqual([true, true, true]);
    const explained = await Promise.all(versions.map(async ({ href }) => (await ask<Version>(href)).body));
    expect(explained.map(({ changes }) => changes)).toEqual([
      [{ pointer: '/log', change: 'removed' }],
      [{ pointer: '/log', change: 'added' }],
      [{ pointer: '/kept', change: 'added' }],
    ]);
  });
});
