import { filterOf, filterOfForm, hrefOfFilter, isEmpty } from './job-filter';

const read = (href: string) => filterOf(new URL(href, 'http://console').searchParams);

describe('what a list of jobs is narrowed to', () => {
  it('stands in the address, and is read from there', () => {
    const filter = read('/jobs?q=no+room&status=failed&status=killed&label=a:b&label=c:d&waitingFor=signal');
    expect(filter).toMatchObject({
      q: 'no room',
      status: ['failed', 'killed'],
      label: ['a:b', 'c:d'],
      waitingFor: 'signal',
    });
    expect(read(hrefOfFilter(filter))).toEqual(filter);
  });

  it('leaves out what an API would refuse', () => {
    expect(isEmpty(read('/jobs?status=nonsense&waitingFor=godot&cursor=x'))).toBe(true);
  });

  it('takes several labels from one field', () => {
    const form = new FormData();
    form.set('label', ' customer:acme  env:prod ');
    form.set('q', '  ');
    expect(filterOfForm(form)).toMatchObject({ label: ['customer:acme', 'env:prod'], q: undefined });
  });
});
