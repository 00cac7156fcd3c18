import * as fc from 'fast-check';
import { hrefOf, parseRoute, SCREENS } from './route';

describe('addresses of the console', () => {
  it('lead back to where they were made', () => {
    const name = fc.string({ minLength: 1, unit: 'grapheme' });
    fc.assert(
      fc.property(
        fc.constantFrom(...SCREENS),
        fc.option(name, { nil: undefined }),
        fc.array(name),
        (screen, subject, label) => {
          const { pathname, search } = new URL(hrefOf(screen, subject, { label, q: '' }), 'http://console');
          const route = parseRoute(pathname, search);
          // Dots alone are no path: no browser keeps them.
          if (subject !== '.' && subject !== '..') expect(route.subject).toBe(subject);
          expect(route.query.getAll('label')).toEqual(label);
          expect(route.query.has('q')).toBe(false);
        },
      ),
    );
  });

  it.each([
    ['/', SCREENS[0]],
    ['/jobs/', 'jobs'],
    ['/jobs/a/b', 'not-found'],
    ['/nowhere', 'not-found'],
    ['/jobs/%E0%A4%A', 'jobs'],
  ])('%s is %s', (path, screen) => expect(parseRoute(path, '').screen).toBe(screen));
});
