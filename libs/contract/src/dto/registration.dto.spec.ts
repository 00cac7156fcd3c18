import { toServiceDescription, inBothDialects } from './service-description';
import { validateRegistration } from './registration.dto';

describe('a registration', () => {
  it('reads the same in either dialect', () => {
    const shared = { mediaTypes: ['application/json'], ttl: 30 };
    const a = {
      ...shared,
      name: 'todo',
      url: 'http://h:1/',
      resources: ['todo'],
      profile: 'urn:p',
      pingURL: 'http://h:1/p',
    };
    const b = {
      ...shared,
      serviceName: 'todo',
      serviceURL: 'http://h:1',
      tags: ['todo'],
      semanticProfile: 'urn:p',
      pingUrl: 'http://h:1/p',
    };
    const [readA, readB] = [a, b].map((body) => toServiceDescription(validateRegistration(body).value));
    expect(readA).toEqual(readB);
    expect(inBothDialects(readA!)).toMatchObject({ ...a, ...b, url: 'http://h:1' });
  });

  it('needs only a name and an address', () => {
    expect(validateRegistration({ serviceName: 'todo', url: 'http://h:1' }).faults).toEqual([]);
    expect(validateRegistration({}).faults.map(({ pointer }) => pointer)).toEqual(['/name', '/url']);
  });

  it('reports its faults and accepts unknown members', () => {
    const { faults, warnings } = validateRegistration({ name: 'x', url: 'ftp://h', tags: 'todo', colour: 'red' });
    expect(faults).toEqual([
      { pointer: '/url', message: 'expected an absolute http or https address' },
      { pointer: '/tags', message: 'expected an array of strings' },
    ]);
    expect(warnings).toEqual([{ pointer: '/colour', message: expect.any(String) }]);
  });
});
