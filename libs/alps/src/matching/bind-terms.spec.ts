import { readForms } from '#contract/pure';
import { DOES, formsWith, HOTEL, hotel, TRAVEL, vocabularyOf } from '../testing/example-profiles';
import { bindTerms, type Offered, type TermBinding } from './bind-terms';
import { toMessage, toTerms } from '../translation/translate';

const TRAVEL_TERMS = [
  { id: 'doReserve', type: 'unsafe', rt: '#stay', descriptor: [{ href: '#guest' }, { href: '#checkIn' }] },
  { id: 'guest', def: 'https://schema.example/name' },
  { id: 'checkIn' },
  { id: 'number' },
  { id: 'stay', descriptor: [{ href: '#number' }, { href: '#guest' }] },
];
const wanted = { does: DOES, vocabulary: vocabularyOf({ [TRAVEL]: TRAVEL_TERMS }) };
const input = { guest: 'Ada', checkIn: '2027-01-01' };

const BOOK = {
  id: 'book',
  href: DOES,
  descriptor: [
    { id: 'guestName', href: `${TRAVEL}#guest` },
    { id: 'stay', descriptor: [{ id: 'from', href: `${TRAVEL}#checkIn` }] },
  ],
};

function bind(offered: Offered, terms: Record<string, unknown> = input): TermBinding {
  return bindTerms(wanted, offered, terms);
}

function message(binding: TermBinding, terms: Record<string, unknown> = input): unknown {
  return 'translation' in binding ? toMessage(binding.translation, terms) : binding.unmatched;
}

describe('bindTerms', () => {
  it('writes the message as the service calls its command and its fields', () => {
    expect(message(bind(hotel([BOOK], TRAVEL_TERMS)))).toEqual({
      command: 'book',
      resource: 'room',
      payload: { guestName: 'Ada', stay: { from: '2027-01-01' } },
    });
  });

  it('takes the command that names the descriptor before one that has its name', () => {
    const forms = readForms(
      { resource: 'room', affordances: [{ command: 'book' }, { command: 'create', descriptor: '#book' }] },
      'http://hotel.example',
    );
    expect(message(bind(hotel([BOOK], TRAVEL_TERMS, forms)))).toMatchObject({ command: 'create' });
  });

  it('finds transition and fields by equal definitions alone, as far as the profile of the job is known', () => {
    const book = {
      id: 'book',
      type: 'unsafe',
      def: DOES,
      descriptor: [
        { id: 'name', def: 'https://schema.example/name' },
        { id: 'from', def: `${TRAVEL}#checkIn` },
      ],
    };
    const offered = hotel([book], TRAVEL_TERMS);
    expect(message(bind(offered))).toMatchObject({ payload: { name: 'Ada', from: '2027-01-01' } });
    expect(message(bindTerms({ does: DOES }, offered, input))).toBe('it has no field for "guest"');
  });

  it('sends plain input to an older service, whose only transition it is', () => {
    const links = [
      {
        rel: 'execute',
        href: 'http://hotel.example/execute',
        input: ['guestName (string)', 'note (string, optional)'],
      },
    ];
    const forms = readForms(links, 'http://hotel.example');
    expect(message(bind(hotel([BOOK], TRAVEL_TERMS, forms)))).toEqual({
      guestName: 'Ada',
      stay: { from: '2027-01-01' },
    });
    expect(message(bind(hotel([BOOK], TRAVEL_TERMS, forms), { checkIn: 'x' }), { checkIn: 'x' })).toBe(
      'it requires "guestName", for which there is no term',
    );
    expect(message(bind(hotel([BOOK, { id: 'free', type: 'unsafe' }], TRAVEL_TERMS, forms)))).toMatch('plain input');
  });

  it('puts a field called id beside the payload', () => {
    const book = {
      ...BOOK,
      descriptor: [
        { id: 'id', href: `${TRAVEL}#guest` },
        { id: 'from', href: `${TRAVEL}#checkIn` },
      ],
    };
    expect(message(bind(hotel([book], TRAVEL_TERMS)))).toEqual({
      command: 'book',
      resource: 'room',
      id: 'Ada',
      payload: { from: '2027-01-01' },
    });
  });

  it.each([
    [
      'no such transition',
      hotel([{ id: 'book', type: 'unsafe' }], TRAVEL_TERMS),
      `its profile has no transition ${DOES}`,
    ],
    [
      'two such transitions',
      hotel([BOOK, { id: 'hold', href: DOES }], TRAVEL_TERMS),
      `book and hold of its profile are both ${DOES}`,
    ],
    ['no command for it', hotel([BOOK], TRAVEL_TERMS, formsWith('create')), 'its forms have no command for book'],
    [
      'no field for a term',
      hotel([{ ...BOOK, descriptor: [{ href: `${TRAVEL}#guest` }] }], TRAVEL_TERMS),
      'it has no field for "checkIn"',
    ],
    [
      'two fields for a term',
      hotel([{ ...BOOK, descriptor: [...BOOK.descriptor, { id: 'payer', href: `${TRAVEL}#guest` }] }], TRAVEL_TERMS),
      '"guest" may be "guestName" or "payer"',
    ],
    [
      'no term for a required field',
      hotel([BOOK], TRAVEL_TERMS, formsWith('book', ['nights'])),
      'it requires "nights", for which there is no term',
    ],
    [
      'no id, which an update needs',
      hotel([{ ...BOOK, name: 'update' }], TRAVEL_TERMS, formsWith('update', ['id'])),
      'it requires "id", for which there is no term',
    ],
  ])('finds no candidate in a service with %s, and says so', (_, offered, reason) => {
    expect(bind(offered)).toEqual({ unmatched: reason });
  });

  it('needs no term for the id of a create: job-control makes one', () => {
    const offered = hotel([{ ...BOOK, name: 'create' }], TRAVEL_TERMS, formsWith('create', ['id', 'guestName']));
    expect(message(bind(offered))).toMatchObject({ command: 'create' });
  });

  it('refuses a profile whose messages would have too many fields', () => {
    const level = (n: number) => ({
      id: `l${n}`,
      descriptor: [
        { id: `a${n}`, href: `#l${n + 1}` },
        { id: `b${n}`, href: `#l${n + 1}` },
      ],
    });
    const levels = Array.from({ length: 40 }, (_, n) => level(n));
    const book = { ...BOOK, descriptor: [{ href: '#l0' }] };
    expect(bind(hotel([book, ...levels, { id: 'l40' }], TRAVEL_TERMS))).toMatchObject({
      unmatched: expect.stringMatching('1000 fields'),
    });
  });
});

describe('toTerms', () => {
  const offered = hotel(
    [
      { ...BOOK, rt: '#booking' },
      {
        id: 'booking',
        descriptor: [
          { id: 'no', href: `${TRAVEL}#number` },
          { id: 'who', href: `${TRAVEL}#guest` },
        ],
      },
    ],
    TRAVEL_TERMS,
  );
  const terms = (response: unknown) => {
    const binding = bind(offered);
    return 'translation' in binding ? toTerms(binding.translation, response) : binding.unmatched;
  };

  it('renames what the transition returns, inside of the result and outside', () => {
    expect(terms({ result: { no: 7, who: 'Ada', paid: true } })).toEqual({
      result: { number: 7, guest: 'Ada', paid: true },
    });
    expect(terms([{ no: 7 }])).toEqual([{ number: 7 }]);
    expect(terms({ result: [{ no: 7 }, { no: 8 }] })).toEqual({ result: [{ number: 7 }, { number: 8 }] });
    expect(terms('ok')).toBe('ok');
  });

  it('leaves out a member that is called like a term and means something else', () => {
    expect(terms({ guest: 'a guest house', no: 7 })).toEqual({ number: 7 });
  });

  it('knows the terms by their ids where the profile of the job is not known', () => {
    const binding = bindTerms({ does: DOES }, offered, input);
    expect('translation' in binding && toTerms(binding.translation, { no: 7 })).toEqual({ number: 7 });
  });

  it('keeps the id of the hotel apart from its profile', () => {
    expect(bind(offered)).toMatchObject({
      translation: { does: DOES, transition: `${HOTEL}#book`, digest: offered.digest },
    });
  });
});
