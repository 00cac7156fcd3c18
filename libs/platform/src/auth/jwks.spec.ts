import { OutboundConfig } from '../outbound/outbound.config';
import { OutboundHttp } from '../outbound/outbound-http';
import { outboundPolicyOf } from '../outbound/outbound-policy';
import { loadConfig } from '../config/load-config';
import { AuthConfig } from './auth.config';
import { Jwks } from './jwks';
import { Issuer } from './testing/issuer';
import { TokenVerifier } from './token-verifier';

const MINUTE = 60_000;
const SIGNATURE = 'This token is not valid: its signature cannot be verified';
const AWAY = 'Tokens cannot be checked: the keys of their issuer cannot be read';

describe('the keys of an issuer', () => {
  let issuer: Issuer;
  let http: OutboundHttp;
  let time: number;
  let verifier: TokenVerifier;

  beforeEach(async () => {
    issuer = await Issuer.start();
    http = new OutboundHttp(outboundPolicyOf(new OutboundConfig(), '127.0.0.1'), new OutboundConfig());
    time = 0;
    const config = loadConfig(AuthConfig, {
      AUTH_ISSUER: 'https://issuer.example',
      AUTH_AUDIENCE: 'platform',
      AUTH_JWKS_URL: issuer.jwksUrl,
    });
    verifier = new TokenVerifier(config, new Jwks(issuer.jwksUrl, http, () => time));
  });
  afterEach(async () => {
    await http.onApplicationShutdown();
    await issuer.stop();
  });

  const check = async (token: string): Promise<string> =>
    verifier.principalOf(token).then(
      ({ name }) => name,
      (error: Error) => error.message,
    );

  it('are asked for once, however many tokens come at a time', async () => {
    const token = await issuer.token();
    expect(await Promise.all(Array.from({ length: 50 }, () => check(token)))).toEqual(Array(50).fill('alice'));
    expect(issuer.asked).toBe(1);
    time += 9 * MINUTE;
    await check(token);
    expect(issuer.asked).toBe(1);
  });

  it('are asked for again when a token names one that is new', async () => {
    const old = await issuer.token();
    expect(await check(old)).toBe('alice');
    await issuer.rotate();
    time += MINUTE;
    expect(await check(await issuer.token())).toBe('alice');
    expect(issuer.asked).toBe(2);
    // A key that the issuer has withdrawn is no longer accepted.
    time += MINUTE;
    expect(await check(old)).toBe(SIGNATURE);
  });

  it('stop counting when they are no longer published, at the latest after ten minutes', async () => {
    const old = await issuer.token();
    expect(await check(old)).toBe('alice');
    await issuer.rotate();
    time += 11 * MINUTE;
    expect(await check(old)).toBe(SIGNATURE);
  });

  it('are not fetched more often because tokens name many unknown key ids', async () => {
    await check(await issuer.token());
    time += MINUTE;
    for (let n = 0; n < 100; n++) expect(await check(await issuer.token({}, { kid: `no-${n}` }))).toBe(SIGNATURE);
    expect(issuer.asked).toBe(2);
  });

  it('that were read still count for an hour while the issuer is away, and then nothing does', async () => {
    const token = await issuer.token();
    expect(await check(token)).toBe('alice');
    issuer.status = 503;
    time += 59 * MINUTE;
    expect(await check(token)).toBe('alice');
    time += 2 * MINUTE;
    expect(await check(token)).toBe(AWAY);
    issuer.status = 200;
    expect(await check(token)).toBe(AWAY);
    time += MINUTE;
    expect(await check(token)).toBe('alice');
  });

  it('that never could be read verify no token', async () => {
    await issuer.stop();
    await expect(verifier.principalOf(await issuer.token())).rejects.toMatchObject({
      code: 'unavailable',
      details: { retryAfterMs: 5_000 },
    });
  });

  it.each([
    ['not JSON', 'keys'],
    ['no key set', '{"keys":7}'],
    ['no object', '[]'],
    ['too large', `{"keys":[],"blob":"${'x'.repeat(300_000)}"}`],
  ])('that are %s verify no token', async (_, response) => {
    const token = await issuer.token();
    issuer.published = response;
    expect(await check(token)).toBe(AWAY);
  });

  it('include no symmetric one: every reader of it could sign', async () => {
    issuer.published = [{ kty: 'oct', k: Buffer.from('known to all').toString('base64url'), alg: 'HS256', kid: 'h' }];
    const { SignJWT } = await import('jose');
    const token = await new SignJWT({ sub: 'eve', scope: 'admin' })
      .setProtectedHeader({ alg: 'HS256', kid: 'h' })
      .setIssuer('https://issuer.example')
      .setAudience('platform')
      .setExpirationTime('5m')
      .sign(Buffer.from('known to all'));
    expect(await check(token)).toBe(SIGNATURE);
  });
});
