import { makeCheckedApiKey } from '#platform';
import { until } from '../support/until';
import { describeInBrowser } from './support/chromium';
import { ConsoleBench } from './support/console-bench';

const { key, entry } = makeCheckedApiKey({ id: 'ann', principal: 'ann', scopes: ['jobs:read', 'services:read'] });

describeInBrowser('the frame of the console', () => {
  let bench: ConsoleBench;
  afterEach(() => bench.stop());

  it('just opens where AUTH is off, at every width, with no report of the Content-Security-Policy', async () => {
    bench = await ConsoleBench.start();
    for (const width of [1_280, 360]) {
      const shown = await bench.open('/', { width });
      await shown.screenshots(`frame-${width}`);
      await shown.expectSound();
      const scrolled = 'document.documentElement.scrollWidth > document.documentElement.clientWidth';
      expect({ width, sideways: await shown.page.evaluate(scrolled) }).toEqual({ width, sideways: false });
    }
  }, 120_000);

  it('is watched for everything that must not happen', async () => {
    bench = await ConsoleBench.start();
    const shown = await bench.open('/');
    const { page, faults } = shown;
    await page.evaluate(
      `document.head.append(Object.assign(document.createElement('style'), { textContent: 'a {}' }))`,
    );
    await page.evaluate(`console.error('an error')`);
    await page.evaluate(`setTimeout(() => { throw new Error('not caught'); })`);
    await page.evaluate(`fetch('https://elsewhere.example').catch(() => {})`);
    await page.evaluate(`document.body.append(document.createElement('img'))`);
    const expected = [/^CSP: style-src/, /^error: an error/, /^error: not caught/, /^CSP: connect-src/];
    const areNoted = () => expected.every((fault) => faults.some((noted) => fault.test(noted)));
    await until(areNoted, { seen: () => faults.join('\n') });
    expect(await shown.accessibilityFaults()).toContainEqual(expect.stringMatching(/^image-alt: .*<img>$/));
  }, 120_000);

  it('asks for a key where AUTH is on, and forgets it on logging out', async () => {
    bench = await ConsoleBench.start([], { AUTH_KEYS: JSON.stringify([entry]), AUTH_PUBLIC: 'none' });
    const shown = await bench.open('/');
    shown.expectedStatuses.add(401);
    const { page } = shown;
    await shown.screenshots('login');
    await page.getByLabel('API key').fill('csp_ann_wrong');
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.getByRole('alert').getByText('no API key').waitFor();

    await page.getByLabel('API key').fill(key);
    await page.getByRole('button', { name: 'Log in' }).click();
    await page
      .getByText(/^ann\b/)
      .first()
      .waitFor();
    await page.reload();
    await page
      .getByText(/^ann\b/)
      .first()
      .waitFor();
    expect(await page.evaluate('document.cookie')).toBe('');

    await page.getByRole('button', { name: 'Log out' }).click();
    await page.getByLabel('API key').waitFor();
    await shown.expectSound();
  }, 120_000);
});
