import { type ConfigError, loadConfig } from './load-config';
import { PlatformConfig } from './platform-config';

const load = (env: Record<string, string> = {}) => loadConfig(PlatformConfig, env, { PORT: 4500 });
const faultOf = (env: Record<string, string>) => {
  try {
    load(env);
  } catch (error) {
    return (error as ConfigError).message;
  }
  return undefined;
};

describe('the environment', () => {
  it('may be empty: everything has a default', () => {
    expect(load()).toEqual({
      PORT: 4500,
      HOST: '127.0.0.1',
      PUBLIC_URL: undefined,
      DISCOVERY_URL: 'http://127.0.0.1:4000',
      SHARED_STATE_URL: 'http://127.0.0.1:4500',
      JOB_CONTROL_URL: 'http://127.0.0.1:4700',
      DATA_DIR: './data',
      DATABASE_URL: undefined,
      LOG_LEVEL: 'warn',
    });
  });

  it('gives numbers as numbers, trims, and takes an empty variable for an absent one', () => {
    expect(load({ PORT: ' 0 ', DATABASE_URL: '', HOST: '' })).toMatchObject({
      PORT: 0,
      HOST: '127.0.0.1',
      DATABASE_URL: undefined,
    });
  });

  it('may hold anything else', () => {
    expect(load({ PATH: '/bin', constructor: 'x' })).toEqual(load());
  });

  it.each([
    [{ PORT: 'abc' }, 'PORT must be a whole number from 0 to 65535'],
    [{ PORT: '70000' }, 'PORT must be a whole number from 0 to 65535'],
    [{ PORT: '4500.5' }, 'PORT must be a whole number from 0 to 65535'],
    [{ DISCOVERY_URL: 'localhost:4000' }, 'DISCOVERY_URL must be an http:// or https:// address'],
    [{ PUBLIC_URL: 'ftp://files' }, 'PUBLIC_URL must be an http:// or https:// address'],
    [{ DATABASE_URL: 'mysql://root:secret@db/x' }, 'DATABASE_URL must be a postgres:// address'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent'],
    [{ HOST: '0.0.0.0' }, 'PUBLIC_URL is needed when HOST is not 127.0.0.1: others must know how to reach this app'],
  ])('%j is refused in one line that names the variable', (env, line) => {
    expect(faultOf(env)).toBe(line);
  });

  it('is refused with all its faults in that one line', () => {
    expect(faultOf({ PORT: 'x', LOG_LEVEL: 'y' })).toMatch(/^PORT must be [^\n]*; LOG_LEVEL must be [^\n]*$/);
  });

  it.each([
    'http://localhost:4000',
    'http://discovery:4000',
    'http://job_control:4700',
    'https://example.com/base',
    'http://[::1]:4000',
  ])('takes %s for an address', (url) => expect(load({ DISCOVERY_URL: url }).DISCOVERY_URL).toBe(url));

  it.each(['postgres://u:p@h:5432/db?sslmode=require', 'postgresql://h/db'])('takes %s for a database', (url) =>
    expect(load({ DATABASE_URL: url }).DATABASE_URL).toBe(url),
  );
});
