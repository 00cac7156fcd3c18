import { pingTarget, isPingSuccess } from './ping-target';
import { aRegistration } from '../testing/entries';

describe('pinging a service', () => {
  const named = aRegistration({ pingUrl: 'http://localhost:5300/alive' });
  const unnamed = aRegistration({ url: 'http://localhost:5300/base/' });

  it('goes to the address it named, or to /ping under its base address', () => {
    expect(pingTarget(named)).toBe('http://localhost:5300/alive');
    expect(pingTarget(unnamed)).toBe('http://localhost:5300/base/ping');
  });

  it.each([
    [200, true, true],
    [204, true, true],
    [302, false, true],
    [404, false, true],
    [500, false, true],
  ])('finds life in a %i: %s where a ping address was named, %s where none was', (status, byName, byGuess) => {
    expect(isPingSuccess(named, status)).toBe(byName);
    expect(isPingSuccess(unnamed, status)).toBe(byGuess);
  });
});
