import { type Attacks, post, times } from './attacks';
import type { Attack } from './hostile-http';
import { send } from './send';

const register = (more: () => object): Attack =>
  post('/register', () => ({ name: 'n', url: 'http://127.0.0.1:9/', ...more() }));
export const DISCOVERY: Attacks = {
  'tags by the ten thousand': register(() => ({ tags: times(10_000, (at) => `t${at}`) })),
  'tags by the hundred thousand': register(() => ({ tags: times(90_000, (at) => `t${at}`) })),
  'one tag again and again': register(() => ({ tags: times(200_000, () => 't') })),
  'tags that are none': register(() => ({ tags: times(240_000, () => 1) })),
  'tags that cannot be seen': register(() => ({ tags: times(90_000, () => '\u200b') })),
  'a tag of spaces': register(() => ({ tags: [`a${' '.repeat(900_000)}b`] })),
  'a tag of marks': register(() => ({ tags: [`a${'\u0315\u0300\u05ae\u0062'.repeat(120_000)}`] })),
  'a tag of Hangul to be composed': register(() => ({ tags: ['\u1100\u1161\u11a8'.repeat(100_000)] })),
  'a name of spaces': register(() => ({ name: ' '.repeat(900_000) })),
  'a name without an end': register(() => ({ name: 'n'.repeat(900_000) })),
  'an address without an end': register(() => ({ url: `http://127.0.0.1/${'a/'.repeat(450_000)}` })),
  'an address of dots': register(() => ({ url: `http://127.0.0.1/${'../'.repeat(300_000)}` })),
  'an address of escapes': register(() => ({ url: `http://127.0.0.1/${'é'.repeat(400_000)}` })),
  'a host of labels': register(() => ({ url: `http://${'a.'.repeat(400_000)}example` })),
  'a host of punycode': register(() => ({ url: `http://${'xn--a.'.repeat(150_000)}example` })),
  'a host of umlauts': register(() => ({ url: `http://${'ü'.repeat(400_000)}.example` })),
  'a user in the address': register(() => ({ url: `http://${'a@'.repeat(400_000)}127.0.0.1` })),
  'endpoints by the ten thousand': register(() => ({ endpoints: times(90_000, (at) => `/${at}`) })),
  'media types by the ten thousand': register(() => ({ mediaTypes: times(50_000, (at) => `a/b${at}`) })),
  'metadata by the ten thousand': register(() => ({
    metadata: Object.fromEntries(times(70_000, (at) => [`m${at}`, 1])),
  })),
  'unknown members by the ten thousand': register(() => Object.fromEntries(times(80_000, (at) => [`u${at}`, 1]))),
  'a ttl of many digits': post(
    '/register',
    () => `{"name":"n","url":"http://127.0.0.1:9/","ttl":1e${'0'.repeat(900_000)}}`,
  ),
  'an id without an end': post('/renew', () => ({ registryID: 'r'.repeat(900_000) })),
  'an address to be forgotten': post('/unregister', () => ({ url: `http://127.0.0.1/${'../'.repeat(300_000)}` })),
  'a binding of long ids': post('/bind', () => ({
    sourceRegistryID: 's'.repeat(400_000),
    targetRegistryID: 't'.repeat(400_000),
  })),
  'filters by the hundred': (url) => send('GET', `${url}/services?${'tag=t&'.repeat(2_400)}`),
  'parts of a profile': (url) => send('GET', `${url}/find?${'profile=p&'.repeat(1_400)}`),
  'changes since long ago': (url) => send('GET', `${url}/services/changes?since=${'0'.repeat(14_000)}`),
};
