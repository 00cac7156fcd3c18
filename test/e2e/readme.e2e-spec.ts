import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { reservePort } from '../support/ports';
import { until } from '../support/until';
import { JobRunner } from './support/job-runner';
import { Platform } from './support/platform';

const README = readFileSync(join(__dirname, '../../README.md'), 'utf8');
const block = (language: string) => new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``).exec(README)![1]!;

describe('the service and the job of the README', () => {
  let platform: Platform;
  let greeter: ChildProcess;
  let url: string;

  beforeAll(async () => {
    platform = await Platform.start([]);
    const port = await reservePort();
    url = `http://127.0.0.1:${port}`;
    // Only the ports differ: the platform of a test takes any that are free.
    const source = block('js')
      .replaceAll('4800', String(port))
      .replace('http://127.0.0.1:4000', platform.urls.discovery);
    const path = join(platform.directory, 'greeter.mjs');
    writeFileSync(path, source);
    greeter = spawn(process.execPath, [path], { stdio: 'inherit' });
    await until(async () => (await (await fetch(`${platform.urls.discovery}/services`)).text()).includes(url));
  }, 60_000);
  afterAll(async () => {
    greeter.kill();
    await platform.stop();
  });

  const call = async (path: string, requestId: string) => {
    const response = await fetch(`${url}/${path}`, {
      method: 'POST',
      body: JSON.stringify({ requestId, name: 'Ada' }),
    });
    return [response.status, await response.json()];
  };

  it('work', async () => {
    const path = join(platform.directory, 'greet.json');
    writeFileSync(path, block('json'));
    const { exitCode, out } = await new JobRunner(platform.env).run(['run', path, '--emit']);
    expect({ exitCode, state: JSON.parse(out) as unknown }).toEqual({
      exitCode: 0,
      state: { name: 'Ada', greeting: 'Hello, Ada' },
    });
  });

  it('keep the rules that the guides give', async () => {
    const greeted = [200, { text: 'Hello, Ada' }];
    const refused = [409, { error: 'this request was reverted' }];
    expect(await call('execute', 'r1')).toEqual(greeted);
    expect(await call('repeat', 'r1')).toEqual(greeted);
    expect(await call('revert', 'r1')).toEqual([200, { status: 'reverted' }]);
    expect(await call('revert', 'r1')).toEqual([200, { status: 'noop' }]);
    expect(await call('execute', 'r1')).toEqual(refused);
    expect(await call('repeat', 'r1')).toEqual(refused);
    expect(await call('revert', 'r2')).toEqual([200, { status: 'noop' }]);
    expect(await call('execute', 'r2')).toEqual(refused);
  });
});
