import type { ServiceContract } from '#contract';
import { contractLines } from './contract-lines';

const CONTRACT: ServiceContract = {
  registryID: 'r1',
  name: 'astoria',
  url: 'http://hotel',
  forms: 'descriptive',
  requestIds: true,
  endpoints: { execute: 'http://hotel/execute', revert: 'http://hotel/revert' },
  profile: {
    address: 'http://hotel/alps',
    status: 'invalid',
    faults: [{ code: 'href-circle', pointer: '/alps/descriptor/0/href', message: 'it inherits from itself' }],
  },
  affordances: [
    {
      command: 'book',
      transition: 'http://hotel/alps#book',
      does: ['http://hotel/alps#book', 'http://travel/alps#doReserve'],
      title: 'Book a room',
      type: 'unsafe',
      reversible: 'full',
      fields: [
        {
          name: 'guestName',
          required: true,
          descriptor: 'http://hotel/alps#guestName',
          inherits: ['http://travel/alps#name'],
        },
        {
          name: 'stay',
          required: false,
          fields: [{ name: 'from', required: false, def: 'https://schema.org/checkinTime' }],
        },
      ],
      returns: [{ name: 'number', required: false }],
    },
  ],
  conflicts: [{ about: 'field', message: 'its forms require "nights"' }],
};

describe('contractLines', () => {
  it('say for people all that is known of a service', () => {
    expect(contractLines(CONTRACT).map((line) => line.trimEnd())).toEqual([
      'astoria  http://hotel  r1',
      'forms: descriptive; offers execute, revert; keeps request ids',
      'profile: http://hotel/alps  invalid',
      '  /alps/descriptor/0/href: it inherits from itself',
      '',
      'book  (unsafe, reversible: full)  Book a room',
      '  does http://hotel/alps#book  (its own)',
      '  does http://travel/alps#doReserve',
      '  guestName  required  http://travel/alps#name',
      '  stay',
      '  stay.from            https://schema.org/checkinTime',
      '  returns',
      '  number',
      '',
      'conflict: its forms require "nights"',
    ]);
  });

  it('say what could not be found out', () => {
    const { profile: _profile, ...unknown } = {
      ...CONTRACT,
      forms: 'unreadable' as const,
      formsError: 'GET /forms: time-out',
      affordances: [],
      conflicts: [],
    };
    expect(contractLines(unknown)).toEqual([
      'astoria  http://hotel  r1',
      'forms: not readable: GET /forms: time-out',
      'profile: none',
    ]);
  });
});
