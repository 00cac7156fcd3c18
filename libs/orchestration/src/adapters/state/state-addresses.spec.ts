import { StateAddresses } from './state-addresses';

const addresses = new StateAddresses(
  { SHARED_STATE_URL: 'http://10.0.0.5:4500/base/' },
  { SHARED_STATE_PUBLIC_URL: 'https://state.example/' },
);

it.each([
  ['https://state.example/state/a?x=1', 'http://10.0.0.5:4500/base/state/a?x=1'],
  ['http://localhost:4500/state/a', 'http://10.0.0.5:4500/base/state/a'],
  ['http://127.0.0.1:4500/state/a', 'http://10.0.0.5:4500/base/state/a'],
  ['http://localhost:4501/state/a', 'http://localhost:4501/state/a'],
  ['http://other:4500/state/a', 'http://other:4500/state/a'],
])('%s is reached at %s', (address, url) => {
  expect(addresses.reachable(address).url).toBe(url);
});

it('makes public addresses, and takes them apart again', () => {
  const address = addresses.publicAddress('ä/b');
  expect(address).toBe('https://state.example/state/%C3%A4%2Fb');
  expect(addresses.split(address)).toEqual({ collection: 'https://state.example/state', id: 'ä/b' });
});
