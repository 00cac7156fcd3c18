import { filterOf } from '../jobs/job-filter';
import { bulkRequest, whyNot } from './bulk-request';

const filterIn = (search: string) => filterOf(new URLSearchParams(search));

describe('an action on all jobs of a list', () => {
  it('means the jobs that the list shows', () => {
    const filter = filterIn('status=running&label=a:b&definition=trip');
    expect(whyNot(filter)).toBeUndefined();
    expect(JSON.parse(JSON.stringify(bulkRequest('cancel', filter)))).toEqual({
      action: 'cancel',
      filter: { status: ['running'], label: ['a:b'], definition: 'trip' },
    });
  });

  it('is not for a list that means more jobs than it can name', () => {
    expect(whyNot(filterIn('status=running&q=room'))).toMatch(/text/);
    expect(whyNot(filterIn('waitingFor=timer&status=running'))).toMatch(/wait/);
    expect(whyNot(filterIn(''))).toMatch(/Narrow/);
  });
});
