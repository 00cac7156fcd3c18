import { RouteTable } from './route-table';

describe('routes by method and path', () => {
  const table = new RouteTable();
  const found = (method: string, path: string) => {
    const match = table.find(method, path);
    return match && [match.route.path, { ...match.params }];
  };
  for (const path of ['/jobs', '/jobs/Validate', '/jobs/:id', '/jobs/:id/events', '/files/*rest', '/.well-known/keys'])
    table.add({ method: 'GET', path, handler: () => undefined });

  it.each<[string, string, Record<string, string>]>([
    ['/jobs', '/jobs', {}],
    ['/JOBS', '/jobs', {}],
    ['/jobs/7', '/jobs/:id', { id: '7' }],
    ['/jobs/A-b_c.d~e', '/jobs/:id', { id: 'A-b_c.d~e' }],
    ['/jobs/validate', '/jobs/Validate', {}],
    ['/jobs/VALIDATE', '/jobs/Validate', {}],
    ['/jobs/7/events', '/jobs/:id/events', { id: '7' }],
    ['/.well-known/keys', '/.well-known/keys', {}],
  ])('finds %s', (path, route, params) => expect(found('GET', path)).toEqual([route, params]));

  it.each(['/', '//jobs', '/jobs/', '/jobs//', '/jobs/a%2Fb', '/jobs/%37', '/jobs/7;', '/jobs/:id', 'jobs', '', '*'])(
    'leaves %s to Express, which may take it for a path or not',
    (path) => expect(found('GET', path)).toBeUndefined(),
  );

  it.each(['/files/a', '/jobs/7/events/8', '/other'])('finds nothing at %s', (path) =>
    expect(found('GET', path)).toBeUndefined(),
  );

  it('finds nothing of another method', () => expect(found('POST', '/jobs')).toBeUndefined());

  it('gives parameters no inherited members', () => {
    expect(table.find('GET', '/jobs/7')!.params).not.toHaveProperty('constructor');
  });
});
