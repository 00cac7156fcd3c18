import { deflateSync, gzipSync } from 'node:zlib';
import { send, sendRaw } from './send';

/** @param url of an app; returns the status of what came, 0 where the connection was cut */
export type Attack = (url: string) => Promise<number>;

export interface Way {
  /** An address for a small GET, and one for a POST with a body. */
  readonly get: string;
  readonly post: string;
}

const MIB = 2 ** 20;
const ENTITY_TAGS = Array.from({ length: 1_500 }, (_, at) => `"${at}"`).join(', ');

/** What is hard on those who read HTTP, whatever the app. */
export function hostileHttp({ get, post }: Way): Record<string, Attack> {
  const reading =
    (headers: Record<string, string | string[]>): Attack =>
    (url) =>
      send('GET', url + get, undefined, headers);
  const query =
    (text: string): Attack =>
    (url) =>
      send('GET', `${url}${get}?${text}`);
  const head = `POST ${post} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\n`;
  return {
    'headers by the hundred': reading(Object.fromEntries(Array.from({ length: 900 }, (_, at) => [`x-${at}`, 'y']))),
    'more headers than are taken': reading({ 'x-long': 'y'.repeat(20_000) }),
    'one header again and again': reading({ 'x-again': Array.from({ length: 1_500 }, () => 'y') }),
    cookies: reading({ cookie: 'a=b; '.repeat(3_000) }),
    'what is accepted, at length': reading({ accept: 'a/b;q=0.1,'.repeat(1_200) }),
    'languages, at length': reading({ 'accept-language': 'de-AT;q=0.1,'.repeat(1_200) }),
    'codings, at length': reading({ 'accept-encoding': 'gzip;q=0.1,'.repeat(1_200) }),
    'a range of ranges': reading({ range: `bytes=${'0-1,'.repeat(3_000)}` }),
    'entity tags by the thousand': reading({ 'if-none-match': ENTITY_TAGS }),
    'an entity tag that does not end': reading({ 'if-none-match': `W/${'"'.repeat(12_000)}` }),
    'commas and spaces': reading({ 'if-none-match': `${' ,'.repeat(6_000)}x` }),
    'a token that is none': reading({ authorization: `Bearer ${'.'.repeat(12_000)}` }),
    'a token with spaces': reading({ authorization: `Bearer${' '.repeat(12_000)}x` }),
    'a trace that is none': reading({ traceparent: '00-'.repeat(4_000) }),
    'forwarded by many': reading({ forwarded: 'for=1;'.repeat(2_000), 'x-forwarded-for': '1.1.1.1, '.repeat(500) }),
    'a media type with parameters': (url) =>
      send('POST', url + post, '{}', { 'content-type': `application/json;${' a=b;'.repeat(2_500)}` }),
    'a media type of spaces': (url) =>
      send('POST', url + post, '{}', { 'content-type': `application/${' '.repeat(12_000)}json` }),
    'a media type of pluses': (url) =>
      send('POST', url + post, '{}', { 'content-type': `application/${'+'.repeat(12_000)}json!` }),
    'parameters by the thousand': query(Array.from({ length: 4_000 }, (_, at) => `${at}=`).join('&')),
    'one parameter again and again': query('name=a&'.repeat(1_800)),
    'nothing but &': query('&'.repeat(14_000)),
    'nothing but =': query('='.repeat(14_000)),
    'brackets in parameters': query(`a${'[b]'.repeat(4_000)}=1`),
    'escapes in parameters': query(`name=${'%41'.repeat(4_500)}`),
    'escapes that are none': query(`name=${'%'.repeat(14_000)}`),
    'marks to be composed': query(`name=a${'%CC%95%CC%80'.repeat(1_100)}`),
    'a cursor that is none': query(`cursor=${'A'.repeat(14_000)}`),
    'a limit of many digits': query(`limit=${'9'.repeat(14_000)}`),
    'a path without an end': (url) => send('GET', `${url}${'/a'.repeat(7_000)}`),
    slashes: (url) => send('GET', `${url}${'/'.repeat(14_000)}x`),
    dots: (url) => send('GET', `${url}${'/..'.repeat(4_500)}`),
    'escapes in the path': (url) => send('GET', `${url}${get}/${'%2e'.repeat(4_500)}`),
    'a method that is none': (url) => sendRaw(url, [`${'A'.repeat(10_000)} / HTTP/1.1\r\nhost: x\r\n\r\n`]),
    'requests one after the other': (url) =>
      sendRaw(url, [`GET /ping HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n`.repeat(500)]),
    'a body byte by byte': (url) =>
      sendRaw(url, [`${head}content-length: 100\r\nconnection: close\r\n\r\n`, ...'{'.repeat(100)], 2),
    'a body in chunks of a byte': (url) =>
      sendRaw(url, [
        `${head}transfer-encoding: chunked\r\nconnection: close\r\n\r\n`,
        '1\r\n{\r\n'.repeat(50_000),
        '0\r\n\r\n',
      ]),
    'chunks with extensions': (url) =>
      sendRaw(url, [
        `${head}transfer-encoding: chunked\r\nconnection: close\r\n\r\n`,
        `1;${'a'.repeat(15_000)}\r\n{\r\n`,
        '0\r\n\r\n',
      ]),
    'a body that is said to be larger': (url) => send('POST', url + post, '{}', { 'content-length': '999999999999' }),
    'a body beyond the limit': (url) => send('POST', url + post, Buffer.alloc(5 * MIB, ' ')),
    'zeros, zipped': (url) =>
      send('POST', url + post, gzipSync(Buffer.alloc(64 * MIB)), { 'content-encoding': 'gzip' }),
    'spaces, zipped': (url) =>
      send('POST', url + post, gzipSync(Buffer.alloc(MIB - 10, ' ')), { 'content-encoding': 'gzip' }),
    'lists, deflated': (url) =>
      send('POST', url + post, deflateSync(`[${'[],'.repeat(120_000)}1]`), { 'content-encoding': 'deflate' }),
    'what is not zipped': (url) =>
      send('POST', url + post, Buffer.alloc(MIB - 10, 'x'), { 'content-encoding': 'gzip' }),
  };
}
