import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HttpException } from '@nestjs/common';
import { Type } from 'class-transformer';

interface Environment {
  readonly moduleMocker: { spyOn(object: object, method: string): { mockReturnValue(value: unknown): void } };
  readonly fakeTimersModern: { useFakeTimers(): void };
  teardown(): Promise<void>;
}

type EnvironmentClass = new (config: { projectConfig: object }) => Environment;

const WorkerEnvironment = createRequire(__filename)(
  join(__dirname, '../support/jest/environment.cjs'),
) as EnvironmentClass;

const ROOT = join(__dirname, '../..');

describe('the environment of the tests', () => {
  const marks: Record<string, unknown> = globalThis;
  const open = () => new WorkerEnvironment({ projectConfig: { fakeTimers: {} } });

  it('takes away what a file left in the process', async () => {
    const environment = open();
    const listeners = process.listenerCount('SIGTERM');
    const { fetch, setTimeout: timer } = globalThis;
    const { exitCode } = process;
    const path = process.env.PATH;
    environment.moduleMocker.spyOn(Math, 'random').mockReturnValue(4);
    environment.fakeTimersModern.useFakeTimers();
    marks.mark = true;
    marks.fetch = undefined;
    process.exitCode = 3;
    process.env.MARK = 'left';
    process.env.PATH = '';
    process.on('SIGTERM', () => undefined);

    await environment.teardown();
    expect([globalThis.fetch, globalThis.setTimeout]).toEqual([fetch, timer]);
    expect(marks).not.toHaveProperty('mark');
    expect([process.env.PATH, process.env.MARK, process.exitCode]).toEqual([path, undefined, exitCode]);
    expect(process.listenerCount('SIGTERM')).toBe(listeners);
    expect(Math.random()).toBeLessThan(1);
  });

  it('keeps the listeners of the process, whatever listeners files leave or take away', async () => {
    const calls: unknown[] = [];
    const heard = (value: unknown) => calls.push(value);
    process.on('mark', heard);
    process.once('mark', heard);
    try {
      // More files than the process has kinds of events.
      for (let file = 0; file < 30; file += 1) {
        const environment = open();
        process.on(`left-${file}`, heard);
        if (file === 0) process.removeAllListeners('mark');
        await environment.teardown();
      }
      process.emit('mark' as never, 1 as never);
      process.emit('mark' as never, 2 as never);
      expect(calls).toEqual([1, 1, 2]);
      expect(process.eventNames().filter((event) => String(event).startsWith('left-'))).toEqual([]);
    } finally {
      process.removeListener('mark', heard);
    }
  });

  it('ends the asynchronous storage of a file with the file', () => {
    const directory = mkdtempSync(join(tmpdir(), 'test-environment-'));
    const { testEnvironment, runtime } = unitTests();
    const config = {
      ...{ rootDir: directory, cacheDirectory: join(directory, 'cache'), testMatch: ['<rootDir>/*.spec.js'] },
      ...{ testEnvironment, runtime, transform: {} },
    };
    writeFileSync(join(directory, 'jest.config.json'), JSON.stringify(config));
    // Node 20 and 22 keep the values of each storage in every promise.
    const test = `it('has its own storage alone', () => {
      const kept = Object.getOwnPropertySymbols(Promise.resolve()).filter(({ description }) => description === 'kResourceStore');
      expect(kept.length).toBeLessThanOrEqual(1);
    });`;
    for (const file of ['first', 'second', 'third']) writeFileSync(join(directory, `${file}.spec.js`), test);
    const jest = [join(ROOT, 'node_modules/jest/bin/jest.js'), '--runInBand', '--config', 'jest.config.json'];
    const { status, stderr } = spawnSync(process.execPath, jest, { cwd: directory, encoding: 'utf8' });
    rmSync(directory, { recursive: true });
    expect(stderr).toContain('3 passed, 3 total');
    expect(status).toBe(0);
  });

  it('has one realm for tests, packages and Node', () => {
    expect(new HttpException('', 400)).toBeInstanceOf(Error);
    expect(Type).toBeInstanceOf(Function);
    expect(Buffer.from('')).toBeInstanceOf(Uint8Array);
    expect(structuredClone([])).toBeInstanceOf(Array);
    expect(() => process.kill(0.5)).toThrow(TypeError);
  });
});

function unitTests(): Record<'testEnvironment' | 'runtime', string> {
  const { projects } = createRequire(__filename)(join(ROOT, 'jest.config.js')) as {
    projects: Record<'testEnvironment' | 'runtime', string>[];
  };
  const { testEnvironment, runtime } = projects[0]!;
  return {
    testEnvironment: testEnvironment.replace('<rootDir>', ROOT),
    runtime: runtime.replace('<rootDir>', ROOT),
  };
}
