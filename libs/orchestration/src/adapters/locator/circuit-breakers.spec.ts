import { responded, NOT_SENT, NO_RESPONSE } from '../../core/testing/test-job';
import type { ServiceResponse } from '../../core/model/service-response';
import { CircuitBreakers } from './circuit-breakers';

const unusable = (kind: 'refused' | 'broken'): ServiceResponse => ({
  kind: 'responded',
  status: 200,
  body: { kind, message: 'no' },
  bytes: 0,
});
const LIMITS = { failures: 3, openMs: 100 };

describe('the circuit of an instance', () => {
  let now: number;
  let circuits: CircuitBreakers;
  beforeEach(() => {
    now = 1_000;
    circuits = new CircuitBreakers(LIMITS, () => now);
  });
  const fail = (times: number) => Array.from({ length: times }, () => circuits.record('a', NO_RESPONSE));

  it('opens after so many failures in a row, and for this instance only', () => {
    fail(2);
    expect(circuits.openUntil('a')).toBeNull();
    fail(1);
    expect(circuits.openUntil('a')).toBe(1_100);
    expect(circuits.openUntil('b')).toBeNull();
  });

  it.each([
    ['silence', NO_RESPONSE, true],
    ['no connection', NOT_SENT, true],
    ['500', responded(500), true],
    ['503', responded(503), true],
    ['a response that is too large', unusable('refused'), true],
    ['a response that is no JSON', unusable('broken'), true],
    ['200', responded(200), false],
    ['404', responded(404), false],
    ['429', responded(429), false],
    ['501', responded(501), false],
    [
      'an address that policy forbids',
      { kind: 'not-sent', message: 'private', refusal: { code: 'address-refused', final: true } } as const,
      false,
    ],
    ['a call that was not even tried', { kind: 'not-sent', message: 'not ours', untried: true } as const, false],
  ])('counts %s as what it is', (_, response, opens) => {
    for (let n = 0; n < 3; n++) circuits.record('a', response);
    expect(circuits.openUntil('a') !== null).toBe(opens);
  });

  it('is closed by any success', () => {
    fail(2);
    circuits.record('a', responded(200));
    fail(2);
    expect(circuits.openUntil('a')).toBeNull();
    fail(1);
    circuits.record('a', responded(200));
    expect(circuits.openUntil('a')).toBeNull();
  });

  it('lets one call try when its time is over, and stays open twice as long when that fails', () => {
    fail(3);
    now = 1_100;
    expect(circuits.openUntil('a')).toBeNull();
    circuits.chosen('a');
    expect(circuits.openUntil('a')).toBe(1_200);
    now = 1_150;
    fail(1);
    expect(circuits.openUntil('a')).toBe(1_350);
  });

  it('stays open no longer because what is settled or undone meanwhile fails too', () => {
    fail(3);
    now = 1_050;
    fail(10);
    expect(circuits.openUntil('a')).toBe(1_100);
  });

  it('stays open for a minute at most', () => {
    fail(3);
    for (let n = 0; n < 20; n++) {
      now = circuits.openUntil('a') ?? now;
      fail(1);
    }
    expect((circuits.openUntil('a') ?? 0) - now).toBe(60_000);
  });
});
