import { createHmac, createPublicKey, type KeyObject } from 'node:crypto';
import { Controller, Get, Module } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';
import { startApp } from '../bootstrap';
import { ConfigError } from '../config/load-config';
import { PublicAddress } from '../config/public-address';
import { Caller, RequireScope } from './access';
import { makeApiKey } from './api-key';
import type { Principal } from './principal';
import { Issuer } from './testing/issuer';

@Controller()
class WhoController {
  @Get('who')
  @RequireScope('jobs:read')
  who(@Caller() caller: Principal) {
    return { name: caller.name, scopes: [...caller.scopes] };
  }

  @Get('forgotten')
  forgotten() {
    return 'no access configuration';
  }
}

@Module({ controllers: [WhoController] })
class WhoModule {}

const info = { name: 'who', defaultPort: 0, title: 'Who', description: 'Test' };
const now = () => Math.floor(Date.now() / 1000);

it('an app that others can reach does not start without an access configuration', async () => {
  const reachable = { HOST: '0.0.0.0', PUBLIC_URL: 'http://platform.example', LOG_LEVEL: 'silent' };
  await expect(startApp(WhoModule, info, reachable)).rejects.toThrow(ConfigError);
});

describe('the tokens of an issuer', () => {
  let issuer: Issuer;
  let app: NestExpressApplication;
  const operator = makeApiKey({ id: 'ops', principal: 'operator', scopes: ['admin'] });

  beforeAll(async () => {
    issuer = await Issuer.start();
    app = await startApp(WhoModule, info, {
      LOG_LEVEL: 'silent',
      AUTH_ISSUER: 'https://issuer.example',
      AUTH_AUDIENCE: 'platform',
      AUTH_JWKS_URL: issuer.jwksUrl,
      AUTH_KEYS: JSON.stringify([operator.entry]),
    });
  });
  afterAll(async () => {
    await app.close();
    await issuer.stop();
  });

  const ask = async (token: string, path = '/who') => {
    const headers = { authorization: `Bearer ${token}` };
    const response = await fetch(app.get(PublicAddress).url + path, { headers });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  const refusal = async (token: string) => {
    const { status, body } = await ask(token);
    return `${status} ${String(body.detail)}`;
  };

  it('say who is calling, and what they may do', async () => {
    expect(await ask(await issuer.token())).toEqual({ status: 200, body: { name: 'alice', scopes: ['jobs:read'] } });
  });

  it.each([
    ['jobs:read state:write unheard-of', ['jobs:read', 'state:write']],
    [
      ['state:read', 'jobs:read'],
      ['state:read', 'jobs:read'],
    ],
  ])('may name scopes as %j', async (scope, scopes) => {
    expect((await ask(await issuer.token({ scope }))).body.scopes).toEqual(scopes);
  });

  it.each([
    undefined,
    '',
    'jobs:write',
    7,
    { 'jobs:read': true },
    ['JOBS:READ'],
    'jobs:readjobs:read',
    'admin:jobs:read',
  ])('give nothing for the scope %j', async (scope) => {
    expect((await ask(await issuer.token({ scope }))).status).toBe(403);
  });

  it('deny routes without an access decorator', async () => {
    expect((await ask(await issuer.token({ scope: 'admin' }), '/forgotten')).status).toBe(403);
    expect((await ask(operator.key, '/forgotten')).status).toBe(403);
  });

  it.each<[string, JWTPayload, RegExp]>([
    ['of another issuer', { iss: 'https://elsewhere.example' }, /its iss/],
    ['of no issuer', { iss: undefined }, /its iss/],
    ['of several issuers', { iss: ['https://issuer.example'] as unknown as string }, /its iss/],
    ['for another audience', { aud: 'another-platform' }, /its aud/],
    ['without an audience', { aud: undefined }, /its aud/],
    ['that never end', { exp: undefined }, /its exp/],
    ['that have ended', { exp: now() - 60 }, /expired/],
    ['that end at no time', { exp: 'tomorrow' as unknown as number }, /its exp/],
    ['that are not valid yet', { nbf: now() + 300 }, /its nbf/],
    ['without a subject', { sub: undefined }, /its sub/],
    ['of a nameless one', { sub: '' }, /its sub/],
    ['of a name with a line break', { sub: 'alice\nadmin' }, /its sub/],
    ['of a name that is none', { sub: { name: 'alice' } as unknown as string }, /its sub/],
    ['whose subject is the principal of an API key', { sub: 'operator' }, /its sub/],
  ])('%s are refused', async (_, claims, reason) => {
    const [, said] = /^401 (.*)$/.exec(await refusal(await issuer.token(claims))) ?? [];
    expect(said).toMatch(reason);
  });

  it('for several are taken, if this is one of them', async () => {
    expect((await ask(await issuer.token({ aud: ['other', 'platform'] }))).status).toBe(200);
  });

  describe('without a valid signature', () => {
    const UNSIGNED = '401 This token is not valid: its signature cannot be verified';
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const claims = () => ({
      iss: 'https://issuer.example',
      aud: 'platform',
      sub: 'eve',
      scope: 'admin',
      exp: now() + 300,
    });
    const publicKey = (): { jwk: JWK; key: KeyObject } => {
      const [jwk] = issuer.published as JWK[];
      return {
        jwk: jwk!,
        key: createPublicKey({ key: jwk as unknown as Record<string, unknown>, format: 'jwk' } as never),
      };
    };

    it.each(['none', 'None', 'NONE', ''])('(alg=%s) are refused', async (alg) => {
      expect(await refusal(`${part({ alg })}.${part(claims())}.`)).toBe(UNSIGNED);
      const signed = await issuer.token();
      expect(await refusal(`${part({ alg })}.${part(claims())}.${signed.split('.')[2]}`)).toBe(UNSIGNED);
    });

    it('as jose writes them are refused', async () => {
      expect(await refusal(new UnsecuredJWT(claims()).encode())).toBe(UNSIGNED);
    });

    it.each(['spki', 'jwk', 'x'])('but with the public key (%s) as an HMAC secret are refused', async (form) => {
      const { jwk, key } = publicKey();
      const secrets: Record<string, string> = {
        spki: key.export({ type: 'spki', format: 'pem' }).toString(),
        jwk: JSON.stringify(jwk),
        x: jwk.x ?? '',
      };
      for (const alg of ['HS256', 'HS512', 'ES256']) {
        const text = `${part({ alg, kid: jwk.kid })}.${part(claims())}`;
        const digest = alg === 'HS512' ? 'sha512' : 'sha256';
        const signature = createHmac(digest, secrets[form]!).update(text).digest('base64url');
        expect([alg, await refusal(`${text}.${signature}`)]).toEqual([alg, UNSIGNED]);
      }
    });

    it('but by a key they bring along are refused', async () => {
      const own = await generateKeyPair('ES256', { extractable: true });
      const jwk = await exportJWK(own.publicKey);
      const { kid } = publicKey().jwk;
      const asked = issuer.asked;
      for (const header of [
        { jwk, kid },
        { jwk },
        { jku: issuer.jwksUrl, kid },
        { x5u: issuer.jwksUrl, kid },
        { x5c: ['MIIB'], kid },
      ]) {
        const token = await new SignJWT(claims()).setProtectedHeader({ alg: 'ES256', ...header }).sign(own.privateKey);
        expect(await refusal(token)).toBe(UNSIGNED);
      }
      expect(issuer.asked - asked).toBeLessThanOrEqual(1);
    });

    it.each([
      '../../../../dev/null',
      "' OR 1=1 --",
      '__proto__',
      'constructor',
      'https://evil.example/jwks',
      'a'.repeat(5_000),
      '\u0000',
      '',
    ])('by the key id %j are refused', async (kid) => {
      const own = await generateKeyPair('ES256');
      const token = await new SignJWT(claims()).setProtectedHeader({ alg: 'ES256', kid }).sign(own.privateKey);
      expect(await refusal(token)).toBe(UNSIGNED);
    });

    it('in this form, but changed afterwards, are refused', async () => {
      const [head, , signature] = (await issuer.token()).split('.') as [string, string, string];
      expect(await refusal(`${head}.${part(claims())}.${signature}`)).toBe(UNSIGNED);
      expect(await refusal(`${head}.${part(claims())}.${'A'.repeat(86)}`)).toBe(UNSIGNED);
    });

    it('with something critical that is unknown are refused', async () => {
      expect(await refusal(await issuer.token({}, { typ: 'JWT' }))).toContain('200');
      const [, body, signature] = (await issuer.token()).split('.') as [string, string, string];
      const { kid } = publicKey().jwk;
      expect(await refusal(`${part({ alg: 'ES256', kid, crit: ['exp'] })}.${body}.${signature}`)).toBe(UNSIGNED);
    });

    it.each(['a.b.c', '..', '...', 'e30.e30.', 'eyJhbGciOiJFUzI1NiJ9.e30.', 'not-a-token', 'a'.repeat(8_192)])(
      'as %s are refused',
      async (token) => {
        expect(await refusal(token)).toBe(UNSIGNED);
      },
    );

    it('and are larger than a token may be are refused unread', async () => {
      expect(await refusal(await issuer.token({ blob: 'x'.repeat(7_000) }))).toMatch(
        /^401 Authorization must be: Bearer/,
      );
    });
  });

  it('are checked as well with keys of other kinds', async () => {
    const other = await Issuer.start();
    try {
      for (const algorithm of ['RS256', 'PS512', 'EdDSA']) {
        await other.rotate(algorithm);
        const here = await startApp(WhoModule, info, {
          LOG_LEVEL: 'silent',
          AUTH_ISSUER: 'https://issuer.example',
          AUTH_AUDIENCE: 'platform',
          AUTH_JWKS_URL: other.jwksUrl,
        });
        const headers = { authorization: `Bearer ${await other.token()}` };
        const { status } = await fetch(`${here.get(PublicAddress).url}/who`, { headers });
        await here.close();
        expect([algorithm, status]).toEqual([algorithm, 200]);
      }
    } finally {
      await other.stop();
    }
  });
});
