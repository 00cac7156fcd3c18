import { DatabaseError } from 'pg';
import { failureKindOf } from './failure';

const server = (code: string) => Object.assign(new DatabaseError('no', 2, 'error'), { code });
const socket = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });

describe('what an error of the driver says of the work', () => {
  it.each([
    ['the connection broke', socket],
    ['the response did not come in time', new Error('Query read timeout')],
    ['an administrator shut the server down or cut the connection', server('57P01')],
    ['the server crashed', server('57P02')],
    ['it stood still in a transaction for too long', server('25P03')],
    ['the protocol was broken', server('08P01')],
  ])('%s: nothing is kept before the commit, and the outcome is unknown after it', (_, error) => {
    expect(failureKindOf(error, 'work')).toBe('lost');
    expect(failureKindOf(error, 'commit')).toBe('unconfirmed');
  });

  it.each([
    ['53300', 'too many connections'],
    ['57P03', 'starting up'],
    ['28P01', 'wrong password'],
    ['3D000', 'no such database'],
  ])('%s while connecting: the database is away (%s)', (code) => {
    expect(failureKindOf(server(code), 'connect')).toBe('away');
  });

  it.each(['40001', '40P01'])('%s: it was rolled back, and may be run again, also when the commit said so', (code) => {
    expect([failureKindOf(server(code), 'work'), failureKindOf(server(code), 'commit')]).toEqual(['again', 'again']);
  });

  it.each(['57014', '55P03', '53100', '53200'])('%s: no time or no room', (code) => {
    expect([failureKindOf(server(code), 'work'), failureKindOf(server(code), 'commit')]).toEqual(['busy', 'busy']);
  });

  it('a server that became a standby is left for the one that is primary now', () => {
    expect(failureKindOf(server('25006'), 'work')).toBe('lost');
  });

  it.each(['58030', 'XX000', '40003'])('%s: after it the outcome of a commit is unknown', (code) => {
    expect(failureKindOf(server(code), 'commit')).toBe('unconfirmed');
  });

  it.each(['23505', '23503', '42P01', '22P02', 'XX000'])('%s: the work was at fault', (code) => {
    expect(failureKindOf(server(code), 'work')).toBeUndefined();
  });
});
