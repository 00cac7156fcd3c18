import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { API_ROUTES, targetOf } from './api-routes';

interface Described {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const APPS = { discovery: 'discovery', state: 'shared-state', jobs: 'job-control' };

describe('the routes that the page may use', () => {
  it.each(Object.entries(APPS))('of %s are all in its OpenAPI document', (api, app) => {
    const file = join(__dirname, '../../../../docs/openapi', `${app}.json`);
    const { paths } = JSON.parse(readFileSync(file, 'utf8')) as Described;
    const described = Object.entries(paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path.replaceAll(/\{[^}]+\}/g, '*')}`),
    );
    const listed = API_ROUTES[api as keyof typeof APPS].flatMap((route) => {
      const [path, ...methods] = route.split(' ').reverse();
      return methods.map((method) => `${method} ${path}`);
    });
    expect(described).toEqual(expect.arrayContaining(listed));
  });

  it('are matched segment by segment', () => {
    expect(targetOf('GET', '/jobs/jobs/a.b/events/7')).toEqual({ api: 'jobs', path: '/jobs/a.b/events/7' });
    expect(targetOf('GET', '/jobs/jobs/a/events/7/8')).toBeUndefined();
    expect(targetOf('DELETE', '/jobs/jobs/a')).toBeUndefined();
    expect(targetOf('GET', '/nothing/jobs')).toBeUndefined();
  });
});
