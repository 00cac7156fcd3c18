import { describeInBrowser } from './support/chromium';
import { ConsoleBench } from './support/console-bench';

const todo = (name: string, more: object = {}) => ({
  name,
  tag: 'todo',
  input: { command: 'create', resource: 'todo', payload: { title: name } },
  ...more,
});
const STUCK = { name: 'never', tag: 'no-such-service', bindTimeoutMs: 0, input: { command: 'create', resource: 'x' } };

describeInBrowser('the screens of jobs', () => {
  let bench: ConsoleBench;
  beforeAll(async () => (bench = await ConsoleBench.start(['examples/designs/todo.json'])), 120_000);
  afterAll(() => bench.stop());

  it('find jobs by what stands in the address, and put there what is searched for', async () => {
    const job = { steps: [{ name: 'write', tasks: [todo('milk')] }] };
    await bench.submit({ ...job, name: 'of-acme', labels: { customer: 'acme' } });
    await bench.submit({ ...job, name: 'of-ada', labels: { customer: 'ada' } });
    const shown = await bench.open('/jobs?label=customer:acme');
    const { page } = shown;
    await page.getByRole('link', { name: 'of-acme' }).waitFor();
    expect(await page.getByRole('link', { name: 'of-ada' }).count()).toBe(0);
    await shown.screenshots('jobs');
    await shown.expectSound();

    await page.getByLabel('Labels').first().fill('customer:ada');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'of-ada' }).waitFor();
    expect(new URL(page.url()).search).toBe('?label=customer%3Aada');
    await page.goBack();
    await page.getByRole('link', { name: 'of-acme' }).waitFor();
  }, 120_000);

  it('show what was requested and what came back, at an address that can be sent', async () => {
    const id = await bench.submit({ name: 'looked-at', steps: [{ name: 'write', tasks: [todo('bread')] }] });
    const { page } = await bench.open(`/jobs/${id}`);
    await page.getByRole('link', { name: /^write\/bread: execute succeeded/ }).press('Enter');
    await page.getByLabel('Request body').getByText('"bread"').waitFor();
    await page.getByLabel('Response body').getByText('"bread"').waitFor();
    const { page: another } = await bench.open(page.url().slice(bench.url.length));
    await another.getByLabel('Response body').getByText('"bread"').waitFor();
  }, 120_000);

  it('say before an undo what it would do, and afterwards what came of it', async () => {
    const id = await bench.submit({ name: 'undone', steps: [{ name: 'write', tasks: [todo('eggs')] }] });
    const shown = await bench.open(`/jobs/${id}`);
    const { page } = shown;
    await page.getByRole('button', { name: 'Undo …' }).click();
    const dialog = page.getByRole('dialog', { name: 'Undo undone' });
    await dialog.getByText('is reverted').waitFor();
    await shown.screenshots('undo');
    await shown.expectSound();
    await dialog.getByLabel(/^Reason/).fill('not wanted any more');
    await dialog.getByRole('button', { name: 'Undo 1 effect' }).click();

    await page.getByText('1 undone').waitFor();
    await page.getByRole('link', { name: /^write\/eggs: revert succeeded/ }).waitFor();
    await page.getByText('It had completed, and was undone since').waitFor();
    await shown.screenshots('job');
    await shown.expectSound();
  }, 120_000);

  it('let a person decide in the inbox, with the question in sight', async () => {
    const steps = [{ name: 'delete', approval: { description: 'Really?' }, tasks: [todo('gone')] }];
    const id = await bench.submit({ name: 'asks', steps });
    const shown = await bench.open('/');
    const { page } = shown;
    await page.getByRole('button', { name: 'Approve asks' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Really?').waitFor();
    await shown.screenshots('inbox');
    await shown.expectSound();
    await dialog.getByRole('button', { name: 'Approve' }).click();
    await page.getByText('Nothing is open').waitFor();
    await page.goto(`${bench.url}/jobs/${id}`);
    await page.getByText('Every step is done').waitFor();
  }, 120_000);

  it('go on, with a reason, without a task that has failed', async () => {
    const steps = [
      { name: 'write', tasks: [todo('milk')] },
      { name: 'lost', tasks: [STUCK] },
    ];
    const id = await bench.submit({ name: 'pauses', onFailure: 'pause', steps });
    const { page } = await bench.open(`/jobs/${id}`);
    await page.getByRole('button', { name: 'Go on without lost/never' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Reason').fill('found elsewhere');
    await dialog.getByRole('button', { name: 'Go on without it' }).click();
    await page.getByText('Every step is done').waitFor();
  }, 120_000);

  it('send a signal once, however often the button is pressed', async () => {
    const steps = [
      { name: 'first', waitFor: { signal: 'go', storeResultAt: '/go' } },
      { name: 'second', waitFor: { signal: 'go' } },
    ];
    const id = await bench.submit({ name: 'signalled', initialState: {}, steps });
    const { page } = await bench.open(`/jobs/${id}`);
    await page.getByRole('button', { name: 'Send signal' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Send signal' }).dblclick();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    const history = await fetch(`${bench.platform.env.JOB_CONTROL_URL}/jobs/${id}/events`);
    const events = (await history.json()) as { type: string }[];
    expect(events.filter(({ type }) => type === 'signal-received')).toHaveLength(1);
  }, 120_000);

  it('act on many jobs at once, after saying which are meant', async () => {
    const steps = [{ name: 'wait', waitFor: { signal: 'never' } }];
    for (const name of ['one', 'two']) await bench.submit({ name, labels: { batch: 'b1' }, steps });
    const shown = await bench.open('/jobs?label=batch:b1&status=running');
    const { page } = shown;
    await page.getByRole('link', { name: 'two' }).waitFor();
    await page.getByRole('button', { name: 'Act on all of these …' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('2 jobs are meant').waitFor();
    await shown.screenshots('bulk');
    await shown.expectSound();
    await dialog.getByLabel('Reason').fill('the customer left');
    await dialog.getByRole('button', { name: 'cancel 2 jobs' }).click();
    await page.getByText('cancel of 2 jobs: 2 accepted').waitFor();
    await page.getByText('No job is like that').waitFor();
  }, 120_000);
});
