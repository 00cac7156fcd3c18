import { TARGET } from '../testing/test-job';
import { type UncertainCall, settlementMethodOf } from './settle';

const message = (command: string) => ({ command, resource: 'todo', id: '1' });
type Given = Partial<Omit<UncertainCall, 'target'>> & { target?: object };
const call = (more: Given): UncertainCall => ({
  body: message('update'),
  madeId: false,
  onUnknown: undefined,
  noRepeat: false,
  ...more,
  target: { ...TARGET, ...more.target },
});
const by = (more: Given) => settlementMethodOf(call(more)).by;
const plain = { text: 'x', requestId: 'r' };
const OFFERS_NO_REPEAT = { endpoints: { ...TARGET.endpoints, repeat: null } };

describe('an unknown outcome at a service that keeps request ids', () => {
  const target = { requestIds: true };

  it.each(['create', 'update', 'delete', 'charge', 'read'])('is settled by repeat: %s', (command) => {
    expect(by({ body: message(command), target })).toBe('repeat');
  });

  it('is settled by repeat also for plain input', () => {
    expect(settlementMethodOf(call({ body: plain, target }))).toEqual({
      by: 'repeat',
      because: 'todo-service keeps request ids',
    });
  });
});

describe('an unknown outcome at a service that does not say so', () => {
  it.each(['read', 'list', 'filter', 'update', 'delete'])('is settled by repeat for %s', (command) => {
    expect(by({ body: message(command) })).toBe('repeat');
  });

  it('is settled by repeat for what its forms call safe', () => {
    expect(by({ body: message('peek'), target: { safe: true } })).toBe('repeat');
  });

  it('is settled by repeat for a create only where the id is the job’s own', () => {
    expect(by({ body: message('create'), madeId: true })).toBe('repeat');
    expect(by({ body: message('create'), target: { offersRead: true } })).toBe('read');
    expect(by({ body: message('create') })).toBeNull();
  });

  it('is not settled for other commands, and the record says why', () => {
    const { by: means, because } = settlementMethodOf(call({ body: message('charge') }));
    expect(means).toBeNull();
    expect(because).toBe('todo-service keeps no request ids, so its repeat might do "charge" a second time');
  });

  it('is not settled for plain input: its repeat may return the result of the call before', () => {
    const { by: means, because } = settlementMethodOf(call({ body: plain }));
    expect(means).toBeNull();
    expect(because).toBe('todo-service keeps no request ids, so its repeat might return the result of another call');
  });

  it('is settled by executing again what it declares idempotent', () => {
    expect(by({ body: message('charge'), target: { idempotent: true } })).toBe('execute');
    expect(by({ body: plain, target: { idempotent: true } })).toBe('execute');
  });
});

describe('without a repeat', () => {
  it.each<[string, object]>([
    ['safe', { safe: true }],
    ['idempotent', { idempotent: true }],
  ])('what is declared %s is executed again', (_, traits) => {
    expect(by({ target: { ...OFFERS_NO_REPEAT, ...traits, requestIds: true } })).toBe('execute');
    expect(by({ noRepeat: true, target: traits })).toBe('execute');
  });

  it('nothing else is', () => {
    expect(by({ target: OFFERS_NO_REPEAT })).toBeNull();
    expect(by({ body: message('create'), madeId: true, noRepeat: true })).toBeNull();
  });
});

describe('onUnknown', () => {
  it('"repeat" settles by repeat whatever is declared', () => {
    expect(by({ body: plain, onUnknown: 'repeat' })).toBe('repeat');
    expect(by({ body: message('create'), onUnknown: 'repeat' })).toBe('repeat');
    expect(by({ body: message('charge'), onUnknown: 'repeat' })).toBe('repeat');
  });

  it('"undo" never settles', () => {
    expect(by({ onUnknown: 'undo', target: { requestIds: true, idempotent: true } })).toBeNull();
    expect(by({ body: message('read'), onUnknown: 'undo' })).toBeNull();
  });
});
