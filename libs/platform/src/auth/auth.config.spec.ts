import { type Environment, loadConfig } from '../config/load-config';
import { AuthConfig } from './auth.config';
import { isAuthRequired } from './auth.providers';

const required = (HOST: string, env: Environment = {}) => isAuthRequired(loadConfig(AuthConfig, env), { HOST });
const issuer = { AUTH_ISSUER: 'https://a.example', AUTH_AUDIENCE: 'csp', AUTH_JWKS_URL: 'https://a.example/jwks' };

describe('whether callers have to say who they are', () => {
  it.each(['127.0.0.1', '127.8.9.1', 'localhost', '::1'])('no, on %s alone', (host) => {
    expect(required(host)).toBe(false);
  });

  it.each<[string, Environment]>([
    ['127.0.0.1', { AUTH_KEYS: '[]' }],
    ['127.0.0.1', { AUTH_KEYS_FILE: 'keys.json' }],
    ['127.0.0.1', issuer],
    ['0.0.0.0', { AUTH_KEYS_FILE: 'keys.json' }],
    ['10.0.0.7', { ...issuer, AUTH: 'on' }],
  ])('yes, on %s with %j', (host, env) => {
    expect(required(host, env)).toBe(true);
  });

  it.each(['0.0.0.0', '::', '10.0.0.7', 'platform.example', '127.0.0.1.evil.example', '0'])(
    'on %s the app does not start unless that is said',
    (host) => {
      const message = `AUTH: others can reach ${host}. Say who may call (AUTH_KEYS_FILE or AUTH_ISSUER), or AUTH=off: everybody`;
      expect(() => required(host)).toThrow(message);
      expect(required(host, { AUTH: 'off' })).toBe(false);
    },
  );

  it.each<[Environment, string]>([
    [{ AUTH: 'on' }, 'AUTH=on needs AUTH_KEYS_FILE, AUTH_KEYS or AUTH_ISSUER: who may call'],
    [{ AUTH: 'maybe' }, 'AUTH must be on or off'],
    [
      { AUTH_ISSUER: 'https://a.example' },
      'AUTH_AUDIENCE is needed with AUTH_ISSUER: the audience that tokens must be issued for',
    ],
    [{ ...issuer, AUTH_JWKS_URL: 'file:///etc/keys' }, 'AUTH_JWKS_URL must be an http:// or https:// address'],
    [{ AUTH_PUBLIC: 'everything' }, 'AUTH_PUBLIC must be docs, metrics, both with a comma, or none'],
  ])('%j is refused', (env, message) => {
    expect(() => required('127.0.0.1', env)).toThrow(message);
  });
});
