import { Platform } from '../support/platform';
import { describeInBrowser } from './support/chromium';
import { ConsoleBench } from './support/console-bench';

/** Runs, where text becomes markup. */
const MARKUP = `<img src=x onerror="alert(1)"><script>alert(2)</script><svg onload="alert(3)">`;

describeInBrowser('a service whose names and responses are markup', () => {
  let bench: ConsoleBench;
  let platform: Platform;
  beforeAll(async () => {
    platform = await Platform.start();
    bench = await ConsoleBench.before(platform);
  }, 120_000);
  afterAll(() => bench.stop());

  it('is shown as what it is: text', async () => {
    const service = await platform.service({ name: `${MARKUP} service` });
    service.behave = ({ verb, body }) => {
      if (verb !== 'execute') return undefined;
      return body.fail ? { status: 422, body: { detail: MARKUP, error: MARKUP } } : { body: { [MARKUP]: MARKUP } };
    };
    const task = (input: object) => ({ name: 'task', tag: service.tag, input });
    const id = await bench.submit({
      name: `${MARKUP} job`,
      description: MARKUP,
      onFailure: 'pause',
      steps: [
        { name: 'told', tasks: [task({ note: MARKUP })] },
        { name: 'refused', tasks: [task({ fail: true })] },
      ],
    });
    const shown = await bench.open(`/jobs/${id}`);
    const { page } = shown;
    await page.getByText(/^Paused because/).waitFor();
    await page.getByRole('link', { name: /^told\/task: execute succeeded/ }).press('Enter');
    await page.getByLabel('Response body').getByText('onerror').first().waitFor();
    await shown.screenshots('hostile');
    await shown.expectSound();
    for (const path of ['/', '/jobs']) {
      await shown.goto(path);
      await page.getByText('onerror').first().waitFor();
      await shown.expectSound();
    }
    expect(await page.locator('main img, main script, main [onload], main [onerror]').count()).toBe(0);
  }, 120_000);
});
