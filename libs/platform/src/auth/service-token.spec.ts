import { loadConfig } from '../config/load-config';
import { PlatformConfig } from '../config/platform-config';
import { AuthConfig } from './auth.config';
import { ServiceToken } from './service-token';

const platform = loadConfig(PlatformConfig, {
  DISCOVERY_URL: 'http://discovery:4000',
  SHARED_STATE_URL: 'https://platform.example/shared',
  JOB_CONTROL_URL: 'http://127.0.0.1:4700/',
});
const token = new ServiceToken(loadConfig(AuthConfig, { SERVICE_TOKEN: 'secret' }), platform);

describe('the token of an app', () => {
  it.each([
    'http://discovery:4000/register',
    'http://discovery:4000',
    'https://platform.example/shared',
    'https://platform.example/shared/state/a',
    'http://127.0.0.1:4700/jobs',
  ])('goes along to %s', (address) => {
    expect(token.headersFor(address)).toEqual({ authorization: 'Bearer secret' });
  });

  it.each([
    'https://discovery:4000/register',
    'http://discovery:4001/register',
    'http://discovery.evil.example:4000/register',
    'http://discovery:4000@evil.example/register',
    'http://evil.example/?http://discovery:4000',
    'https://platform.example/other',
    'https://platform.example/shared-by-others',
    'https://platform.example/shared/../other',
    'https://platform.example/shared/%2e%2e/other',
    'http://localhost:4700/jobs',
    'http://[::1]:4700/jobs',
  ])('does not go to %s', (address) => {
    expect(token.headersFor(address)).toEqual({});
  });

  it('is nothing where none is configured', () => {
    const none = new ServiceToken(loadConfig(AuthConfig, {}), platform);
    expect(none.headersFor('http://discovery:4000')).toEqual({});
  });
});
