import { Module } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { startApp } from '../bootstrap';
import { PublicAddress } from '../config/public-address';
import { Draining } from '../lifecycle/draining';
import { HealthChecks } from './health';

@Module({})
class EmptyModule {}

describe('the health of an app', () => {
  let app: NestExpressApplication;

  beforeEach(async () => {
    const info = { name: 'patient', defaultPort: 0, title: 'Patient', description: 'Test' };
    app = await startApp(EmptyModule, info, { LOG_LEVEL: 'silent' });
  });
  afterEach(() => app.close());

  const ask = async (path: string) => {
    const response = await fetch(app.get(PublicAddress).url + path);
    return [response.status, await response.json()];
  };

  it('is good when nothing is wrong', async () => {
    expect(await ask('/health')).toEqual([200, { status: 'ok', live: true, ready: true }]);
  });

  it('is bad while something it needs is away, and says what; the process lives on', async () => {
    let there = false;
    app
      .get(HealthChecks)
      .add('database', () => (there ? Promise.resolve() : Promise.reject(new Error('gone fishing'))));
    const faults = { database: 'Error: gone fishing' };
    expect(await ask('/health')).toEqual([503, { status: 'unavailable', live: true, ready: false, faults }]);
    expect(await ask('/ping')).toEqual([200, { status: 'ok' }]);
    there = true;
    expect(await ask('/health')).toEqual([200, { status: 'ok', live: true, ready: true }]);
  });

  it('is bad from the moment the app goes down', async () => {
    app.get(Draining).begin();
    const faults = { process: 'shutting down' };
    expect(await ask('/health')).toEqual([503, { status: 'unavailable', live: true, ready: false, faults }]);
  });
});
