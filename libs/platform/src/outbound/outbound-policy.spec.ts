import type { LookupAddress } from 'node:dns';
import { networkInterfaces } from 'node:os';
import { isIP, isIPv6 } from 'node:net';
import type { buildConnector } from 'undici';
import { loadConfig } from '../config/load-config';
import { connector } from './connector';
import { OutboundConfig } from './outbound.config';
import { outboundPolicyOf } from './outbound-policy';

const OFF_LOOPBACK = '0.0.0.0';
const PUBLIC = '93.184.215.14';

/** What names resolve to here; several responses of one name come in turn, the last one for good. */
const NAMES: Record<string, string[][]> = {
  'good.example': [[PUBLIC]],
  'good6.example': [['2606:2800:21f:cb07:6820:80da:af6b:8b2c']],
  'billing.internal': [['10.1.2.3']],
  'a.svc.local': [['10.9.9.9']],
  localhost: [['127.0.0.1', '::1']],
  'localhost.': [['127.0.0.1']],
  'app.localhost': [['127.0.0.1']],
  'localtest.example': [['127.0.0.1']],
  'localtest.example.': [['127.0.0.1']],
  '127.0.0.1.nip.example': [['127.0.0.1']],
  '2130706433.example': [['127.0.0.1']],
  'six.example': [['::1']],
  'mapped.example': [['::ffff:10.0.0.1']],
  'zone.example': [['fe80::1%eth0']],
  'metadata.google.internal': [['169.254.169.254']],
  'metadata.google.internal.': [['169.254.169.254']],
  'metadata6.example': [['fd00:ec2::254']],
  'mixed.example': [[PUBLIC, '127.0.0.1']],
  'mixed-last.example': [[PUBLIC, '2606:2800:21f::1', '169.254.169.254']],
  'mixed6.example': [[PUBLIC, '::1']],
  'mixed-nat64.example': [[PUBLIC, '64:ff9b::7f00:1']],
  'private.example': [['10.0.0.1']],
  'cgnat.example': [['100.64.0.1']],
  'zero.example': [['0.0.0.0']],
  'broken.example': [['not-an-address']],
  'xn--lclhst-xua.example': [['127.0.0.1']],
};

/** The policy behind the connector; every dial is recorded and none leaves. */
function stage(env: Record<string, string> = {}, listensOn = OFF_LOOPBACK, names = NAMES) {
  const asked = new Map<string, number>();
  const resolve = (hostname: string): Promise<LookupAddress[]> => {
    const responses = names[hostname.toLowerCase()] ?? [];
    const time = asked.get(hostname) ?? 0;
    asked.set(hostname, time + 1);
    const addresses = responses[Math.min(time, responses.length - 1)];
    if (!addresses) return Promise.reject(new Error(`getaddrinfo ENOTFOUND ${hostname}`));
    return Promise.resolve(addresses.map((address) => ({ address, family: isIPv6(address) ? 6 : 4 })));
  };
  const dialled: string[] = [];
  const build = (({ lookup }: { lookup: (...args: unknown[]) => void }) =>
    ({ hostname }: buildConnector.Options, callback: buildConnector.Callback) => {
      const done = () => callback(new Error('dialled'), null);
      if (isIP(hostname) !== 0) {
        dialled.push(hostname);
        return done();
      }
      // The call of node:net when it may choose among the addresses.
      lookup(hostname, { all: true }, (error: Error | null, addresses: LookupAddress[]) => {
        if (error) return callback(error, null);
        dialled.push(...addresses.map(({ address }) => address));
        done();
      });
    }) as unknown as typeof buildConnector;
  const policy = outboundPolicyOf(loadConfig(OutboundConfig, env), listensOn, resolve);
  const connect = connector(policy, build);
  /** Like a call: the address is checked, then a connection is requested. */
  const call = async (address: string): Promise<string> => {
    try {
      const { hostname, protocol, port } = policy.checkUrl(address);
      const options = { hostname: hostname.replace(/^\[(.*)\]$/, '$1'), protocol, port };
      return await new Promise((resolve) => connect(options, (...[error]) => resolve(String(error?.message))));
    } catch (error) {
      return (error as Error).message;
    }
  };
  return { policy, call, dialled, asked };
}

const ipv4 = {
  loopback: ['127.0.0.1', '127.0.0.2', '127.1.2.3', '127.255.255.254'],
  spelled: [
    ...['2130706433', '0x7f000001', '0X7F.0.0.1', '0x7f.1', '017700000001', '0177.0.0.1', '0177.0.0.0x1', '127.1'],
    ...['127.0.1', '127.0.0.1.', '127.0.0.01', '0x7f.0x0.0x0.0x1', '00000177.0.0.1', '①②⑦.⓪.⓪.①', '１２７.０.０.１'],
    ...['127。0。0。1', '127．0．0．1', '127｡0｡0｡1', '%31%32%37.0.0.1', '127.0.0.%31', '3232235777', '0xa9fea9fe'],
    ...['2852039166', '0251.0376.0251.0376', '169.254.43518', '169.16689662', '0xa9.254.0251.254', '10.1', '0xA000001'],
  ],
  unspecified: ['0.0.0.0', '0', '0x0', '0.1.2.3', '00'],
  privates: ['10.0.0.1', '10.255.255.255', '172.16.0.1', '172.31.255.255', '192.168.0.1', '192.168.255.255'],
  metadata: ['169.254.169.254', '169.254.170.2', '169.254.0.1', '168.63.129.16', '100.100.100.200', '192.0.0.192'],
  special: [
    ...['100.64.0.1', '100.127.255.255', '192.0.0.1', '192.0.2.1', '198.18.0.1', '198.19.255.255', '198.51.100.7'],
    ...['203.0.113.9', '192.88.99.1', '224.0.0.1', '239.255.255.250', '240.0.0.1', '255.255.255.255'],
  ],
};
const ipv6 = [
  ...['::1', '0:0:0:0:0:0:0:1', '0000:0000:0000:0000:0000:0000:0000:0001', '::', '::0', '::0001'],
  ...['::ffff:127.0.0.1', '::ffff:7f00:1', '::FFFF:7F00:0001', '0:0:0:0:0:ffff:169.254.169.254', '::ffff:a9fe:a9fe'],
  ...['::ffff:10.0.0.1', '::ffff:93.184.215.14', '::ffff:0:127.0.0.1', '::127.0.0.1', '::7f00:1', '::a9fe:a9fe'],
  ...['64:ff9b::127.0.0.1', '64:ff9b::a9fe:a9fe', '64:ff9b::5db8:d70e', '64:ff9b:1::a00:1', '64:ff9b:1:ffff::1'],
  ...['2002:7f00:1::', '2002:a9fe:a9fe::1', '2001::1', '2001:0:4136:e378:8000:63bf:3fff:fdd2', '2001:db8::1'],
  ...['2001:2::1', '2001:10::1', '2001:20::1', '3fff::1', '100::1', '5f00::1', 'fe80::1', 'febf::1', 'fec0::1'],
  ...[
    'fc00::1',
    'fd00::1',
    'fd00:ec2::254',
    'fd20:ce::254',
    'fdff:ffff::1',
    'ff02::1',
    'ff0e::1',
    '4000::1',
    'e000::1',
  ],
];
const NOT_CALLED: string[] = [
  ...Object.values(ipv4).flatMap((hosts) => hosts.map((host) => `http://${host}/`)),
  ...ipv6.map((host) => `http://[${host}]:8080/`),
  ...Object.keys(NAMES)
    .slice(2)
    .map((name) => `http://${name}/`),
  ...['LOCALHOST', 'LocalHost', 'ⓛⓞⓒⓐⓛⓗⓞⓢⓣ', 'ｌｏｃａｌｈｏｓｔ', 'local\thost', 'loc\nalhost'].map(
    (name) => `http://${name}/`,
  ),
  ...['http://good.example@127.0.0.1/', 'http://good.example:80@169.254.169.254/', 'http://good.example%40@10.0.0.1/'],
  ...['http://good.example#@127.0.0.1@10.0.0.1/', 'http://127.0.0.1\\@good.example/', 'http://a:b@good.example/'],
  ...['http:127.0.0.1', 'http:/127.0.0.1', 'http:\\\\127.0.0.1', 'http:///127.0.0.1', '  http://127.0.0.1  '],
  ...[
    'http://127.0.0.1:80:80/',
    'http://[fe80::1%25eth0]/',
    'http://[fe80::1%eth0]/',
    'http://[::1',
    'http://256.1.1.1/',
  ],
  ...[
    'file:///etc/passwd',
    'ftp://good.example/',
    'gopher://127.0.0.1:6379/_x',
    'data:,x',
    'javascript:1',
    'unix:/run/x',
  ],
  ...['ws://good.example/', '//good.example/', 'good.example', '', 'http://', 'http://unresolved.example/'],
  'https://127.0.0.1/',
  'https://[::1]/',
].filter((address) => address !== 'http://good.example#@127.0.0.1@10.0.0.1/');

describe('addresses that are not called', () => {
  it('are tried in more than 120 forms', () => {
    expect(new Set(NOT_CALLED).size).toBe(NOT_CALLED.length);
    expect(NOT_CALLED.length).toBeGreaterThan(150);
  });

  it.each(NOT_CALLED)('%j', async (address) => {
    const { call, dialled } = stage();
    expect(await call(address)).not.toBe('dialled');
    expect(dialled).toEqual([]);
  });

  it.each(NOT_CALLED.filter((address) => !address.includes('unresolved.')))('%j may not register', async (address) => {
    expect(await stage().policy.refusalOf(address)).toEqual(expect.any(String));
  });

  it('include those of this machine, though they be public', async () => {
    const own = Object.values(networkInterfaces()).flatMap((all) => all ?? []);
    expect(own.length).toBeGreaterThan(0);
    for (const { address, family } of own) {
      const { call, dialled } = stage();
      await call(family === 'IPv6' ? `http://[${address.split('%')[0]}]/` : `http://${address}/`);
      expect(dialled).toEqual([]);
    }
  });
});

describe('addresses that are called', () => {
  it.each([
    ['http://good.example/', {}, [PUBLIC]],
    ['https://GOOD.example:8443/x', {}, [PUBLIC]],
    [`http://${PUBLIC}/`, {}, [PUBLIC]],
    ['http://good.example/#@127.0.0.1', {}, [PUBLIC]],
    ['http://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/', {}, ['2606:2800:21f:cb07:6820:80da:af6b:8b2c']],
    ['http://billing.internal/', { OUTBOUND_ALLOWED_HOSTS: 'billing.internal' }, ['10.1.2.3']],
    ['http://a.svc.local/', { OUTBOUND_ALLOWED_HOSTS: 'x.y, *.SVC.local' }, ['10.9.9.9']],
    ['http://10.1.2.3/', { OUTBOUND_ALLOWED_HOSTS: '10.1.2.3' }, ['10.1.2.3']],
    ['http://[::1]/', { OUTBOUND_ALLOWED_HOSTS: '[::1]' }, ['::1']],
    ['http://billing.internal/', { OUTBOUND_ALLOWED_NETWORKS: '10.1.0.0/16' }, ['10.1.2.3']],
    ['http://[fd12::7]/', { OUTBOUND_ALLOWED_NETWORKS: 'fd12::/16' }, ['fd12::7']],
    ['http://169.254.169.254/', { OUTBOUND_ALLOWED_NETWORKS: '169.254.169.254' }, ['169.254.169.254']],
    ['http://localhost/', { OUTBOUND_LOOPBACK: 'yes' }, ['127.0.0.1', '::1']],
    ['http://localhost/', { OUTBOUND_ALLOWED_NETWORKS: '127.0.0.0/8,::1' }, ['127.0.0.1', '::1']],
  ])('%s with %j', async (address, env, expected) => {
    const { call, dialled } = stage(env);
    expect(await call(address)).toBe('dialled');
    expect(dialled).toEqual(expected);
  });

  it.each(['127.0.0.1', '::1', 'localhost', '127.0.0.53'])(
    'include loopback while the app listens on %s',
    async (host) => {
      const { call, dialled } = stage({}, host);
      for (const address of ['http://localhost:1/', 'http://127.0.0.1/', 'http://[::ffff:127.0.0.1]/'])
        await call(address);
      expect(dialled).toEqual(['127.0.0.1', '::1', '127.0.0.1', '::ffff:7f00:1']);
      await call('http://10.0.0.1/');
      await call('http://169.254.169.254/');
      await call('http://mixed.example/');
      expect(dialled).toHaveLength(4 + 2);
    },
  );
});

describe('the rules', () => {
  it('look at what is dialled: a name that changes between registration and call does not pass', async () => {
    const names = { 'rebinding.example': [[PUBLIC], ['127.0.0.1']] };
    const { policy, call, dialled } = stage({}, OFF_LOOPBACK, names);
    expect(await policy.refusalOf('http://rebinding.example/')).toBeNull();
    expect(await call('http://rebinding.example/')).toContain('rebinding.example (127.0.0.1) is loopback');
    expect(dialled).toEqual([]);
  });

  it('ask for a name once, and dial what was asked about', async () => {
    const names = { 'rebinding.example': [[PUBLIC], ['127.0.0.1']] };
    const { call, dialled, asked } = stage({}, OFF_LOOPBACK, names);
    expect(await call('http://rebinding.example/')).toBe('dialled');
    expect([dialled, asked.get('rebinding.example')]).toEqual([[PUBLIC], 1]);
  });

  it('take a name without an address at registration: it is looked at when it is called', async () => {
    expect(await stage().policy.refusalOf('http://unresolved.example/')).toBeNull();
  });

  it('leave only what is listed where the internet is not allowed', async () => {
    const { call, dialled } = stage({ OUTBOUND_PUBLIC: 'no', OUTBOUND_ALLOWED_HOSTS: 'good6.example' });
    expect(await call('http://good.example/')).toContain('not on the list');
    await call('http://good6.example/');
    expect(dialled).toEqual(['2606:2800:21f:cb07:6820:80da:af6b:8b2c']);
  });

  it('have the state document of a job lie nowhere but on the list', async () => {
    const { policy } = stage({ OUTBOUND_ALLOWED_HOSTS: 'billing.internal' });
    expect(await policy.onlyListed().refusalOf('http://good.example/state/1')).toContain('not on the list');
    expect(await policy.onlyListed().refusalOf('http://billing.internal/state/1')).toBeNull();
  });

  it('do not open the metadata service with the network it lies in, nor a name with one that ends alike', async () => {
    const { call, dialled } = stage({
      OUTBOUND_ALLOWED_NETWORKS: '169.254.0.0/16,fd00::/8,0.0.0.0/0',
      OUTBOUND_ALLOWED_HOSTS: '*.internal.example,good.example',
    });
    const evil = ['metadata.google.internal', 'metadata6.example', '169.254.169.254', 'evil-good.example'];
    for (const host of evil) await call(`http://${host}/`);
    expect(dialled).toEqual([]);
  });

  it('call only the schemes that are allowed', async () => {
    const { call } = stage({ OUTBOUND_SCHEMES: 'https' });
    expect(await call('http://good.example/')).toContain('http: addresses are not called');
    expect(await call('https://good.example/')).toBe('dialled');
  });

  it.each([
    [{ OUTBOUND_ALLOWED_NETWORKS: '10.0.0.0/33' }, 'OUTBOUND_ALLOWED_NETWORKS must be networks'],
    [{ OUTBOUND_ALLOWED_NETWORKS: 'example.com' }, 'OUTBOUND_ALLOWED_NETWORKS must be networks'],
    [{ OUTBOUND_ALLOWED_NETWORKS: '10.0.0.0/8/8' }, 'OUTBOUND_ALLOWED_NETWORKS must be networks'],
    [{ OUTBOUND_ALLOWED_HOSTS: 'http://a/' }, 'OUTBOUND_ALLOWED_HOSTS must be host names'],
    [{ OUTBOUND_ALLOWED_HOSTS: '*' }, 'OUTBOUND_ALLOWED_HOSTS must be host names'],
    [{ OUTBOUND_SCHEMES: 'http,file' }, 'OUTBOUND_SCHEMES must be http, https or both'],
    [{ OUTBOUND_PUBLIC: 'maybe' }, 'OUTBOUND_PUBLIC must be yes or no'],
    [{ OUTBOUND_LOOPBACK: '1' }, 'OUTBOUND_LOOPBACK must be yes or no'],
  ])('stop the app where %j makes no sense', (env, line) => {
    expect(() => loadConfig(OutboundConfig, env)).toThrow(line);
  });
});
