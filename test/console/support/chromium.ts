import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const found = PLACES.find((path) => existsSync(path));

/**
 * Describes what needs a browser. Without one these tests are skipped, with a message; in CI they fail instead.
 */
export function describeInBrowser(name: string, tests: () => void): void {
  if (found !== undefined || process.env.CI !== undefined) describe(name, tests);
  else describe.skip(`${name} (skipped: there is no browser at ${PLACES.join(', ')})`, tests);
}

/** Any Chromium of this machine, without a window. */
export function launchBrowser(): Promise<Browser> {
  if (found === undefined) throw new Error(`There is no browser at ${PLACES.join(', ')}: apt-get install chromium`);
  // Containers commonly have a /dev/shm that is too small for it.
  return chromium.launch({ executablePath: found, args: ['--disable-dev-shm-usage', '--disable-gpu'] });
}
