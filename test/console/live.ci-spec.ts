import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Platform } from '../support/platform';
import { describeInBrowser } from './support/chromium';
import { ConsoleBench } from './support/console-bench';

interface Job {
  name: string;
  steps: { name: string; approval?: object }[];
}
const TRIP = JSON.parse(readFileSync(join(__dirname, '../../examples/trip/trip.json'), 'utf8')) as Job;

describeInBrowser('a job that is watched', () => {
  let bench: ConsoleBench;
  afterEach(() => bench.stop());

  it('goes on before the eyes of a person who approves its last step, to the end, and is undone from the page', async () => {
    bench = await ConsoleBench.startTrip();
    const steps = TRIP.steps.map((step) =>
      step.name === 'car' ? { ...step, approval: { description: 'A car for 117 euros?' } } : step,
    );
    const shown = await bench.open(`/jobs/${await bench.submit({ ...TRIP, steps })}`);
    const { page } = shown;
    await page.getByText('A car for 117 euros?').first().waitFor();
    await page.getByRole('link', { name: /^flight\/seat: execute succeeded/ }).waitFor();
    await page.getByRole('button', { name: 'Approve' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
    await page.getByRole('link', { name: /^car\/rental: execute succeeded/ }).waitFor();
    await page.getByText('Every step is done').waitFor();

    await page.getByRole('button', { name: 'Undo …' }).click();
    await page.getByRole('button', { name: 'Undo 3 effects' }).click();
    for (const task of ['car/rental', 'hotel/room', 'flight/seat']) await page.getByText(`↶ ${task}`).waitFor();
    await page.getByText('3 undone').waitFor();
    await page.getByText('It had completed, and was undone since').waitFor();
    await shown.screenshots('trip');
    await shown.expectSound();
  }, 180_000);

  it('goes on in the same page after job-control was killed and started again', async () => {
    const platform = await Platform.start();
    bench = await ConsoleBench.before(platform);
    const service = await platform.service();
    const release = service.hold('execute');
    const steps = [{ name: 'slow', tasks: [{ name: 'task', tag: service.tag, input: {} }] }];
    const { page, faults } = await bench.open(`/jobs/${await bench.submit({ name: 'watched', steps })}`);
    await page.getByText('live', { exact: true }).waitFor();
    await page.getByText('It is running').waitFor();

    await platform.down('job-control');
    await page.getByText('job-control does not respond').waitFor();
    release();
    await platform.up('job-control');
    await page.getByText('Every step is done').waitFor({ timeout: 60_000 });
    await page.getByRole('link', { name: /^slow\/task: repeat .*succeeded/ }).waitFor();
    expect(await page.getByText('job-control does not respond').count()).toBe(0);
    expect(faults.filter((fault) => !/status of 503|ERR_INCOMPLETE_CHUNKED_ENCODING/.test(fault))).toEqual([]);
  }, 180_000);
});
