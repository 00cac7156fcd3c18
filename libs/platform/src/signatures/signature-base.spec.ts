import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { contentDigest } from './content-digest';
import { signedPartsOf, signatureBase, type SignedMessage } from './signature-base';

/** RFC 9421, appendix B.2: the request of all examples. */
const request: SignedMessage = {
  method: 'POST',
  ...signedPartsOf('http://example.com/foo?param=Value&Pet=dog'),
  headers: {
    date: 'Tue, 20 Apr 2021 02:07:55 GMT',
    'content-type': 'application/json',
    'content-length': '18',
  },
};

/** RFC 9421, appendix B.1.4. */
const privateKey = createPrivateKey(
  '-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ+DYvh6SEqVTm50DFtMDoQikTmiCqirVv9mWG9qfSnF\n-----END PRIVATE KEY-----\n',
);
const publicKey = createPublicKey(
  '-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAJrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=\n-----END PUBLIC KEY-----\n',
);

describe('RFC 9421, appendix B.2.6: signing a request with ed25519', () => {
  const components = ['date', '@method', '@path', '@authority', 'content-type', 'content-length'];
  const params =
    '("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;keyid="test-key-ed25519"';
  const signature = 'wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==';
  const base = signatureBase(request, components, params);

  it('has this base', () => {
    expect(base.split('\n')).toEqual([
      '"date": Tue, 20 Apr 2021 02:07:55 GMT',
      '"@method": POST',
      '"@path": /foo',
      '"@authority": example.com',
      '"content-type": application/json',
      '"content-length": 18',
      `"@signature-params": ${params}`,
    ]);
  });

  it('has this signature', () => {
    expect(sign(null, Buffer.from(base), privateKey).toString('base64')).toBe(signature);
    expect(verify(null, Buffer.from(base), publicKey, Buffer.from(signature, 'base64'))).toBe(true);
  });
});

it.each([
  ['http://EXAMPLE.com:80', 'example.com', '/', '?'],
  ['https://example.com:443/a', 'example.com', '/a', '?'],
  ['http://example.com:8080/a/?x=1', 'example.com:8080', '/a/', '?x=1'],
])('covers the parts of %s as RFC 9421, section 2.2, writes them', (url, authority, path, query) => {
  const base = signatureBase({ ...request, ...signedPartsOf(url) }, ['@authority', '@path', '@query'], '()');
  expect(base).toBe(`"@authority": ${authority}\n"@path": ${path}\n"@query": ${query}\n"@signature-params": ()`);
});

it('writes a header of several lines as one value, without the space around each', () => {
  const headers = { 'x-many': [' a', 'b  '], 'x-empty': '' };
  expect(signatureBase({ ...request, headers }, ['x-many', 'x-empty'], '()')).toBe(
    '"x-many": a, b\n"x-empty": \n"@signature-params": ()',
  );
});

it.each(['x-not-there', '@status', '@target-uri'])('covers nothing that it does not have: %s', (component) => {
  expect(() => signatureBase(request, [component], '()')).toThrow(`the request has no ${component}`);
});

it('digests a body as RFC 9530, appendix B.1, does', () => {
  expect(contentDigest('{"hello": "world"}')).toBe('sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:');
});
