import { ChangeLog } from './change-log';

function logOf(capacity: number, start: number, ...revisions: number[]): ChangeLog<string> {
  const log = new ChangeLog<string>(capacity);
  log.restart(start);
  for (const revision of revisions) log.append(revision, `change ${revision}`);
  return log;
}

const revisionsSince = (log: ChangeLog<string>, revision: number) =>
  log.since(revision)?.map((logged) => logged.revision);

describe('the log of latest changes', () => {
  it('tells what came after a revision, also one between two changes', () => {
    const log = logOf(10, 4, 5, 7, 9);
    expect(revisionsSince(log, 4)).toEqual([5, 7, 9]);
    expect(revisionsSince(log, 6)).toEqual([7, 9]);
    expect(revisionsSince(log, 9)).toEqual([]);
  });

  it('knows of revisions in which nothing changed', () => {
    const log = logOf(10, 4, 5);
    log.reached(8);
    expect(log.revision).toBe(8);
    expect(revisionsSince(log, 8)).toEqual([]);
  });

  it('admits that it does not know what is too old or from elsewhere', () => {
    const log = logOf(2, 4, 5, 7, 9);
    expect(revisionsSince(log, 5)).toEqual([7, 9]);
    expect(log.since(4)).toBeUndefined();
    expect(log.since(10)).toBeUndefined();
    expect(log.since(NaN)).toBeUndefined();
  });

  it('lets no reader continue across a fresh start', () => {
    const log = logOf(10, 4, 5);
    log.restart(20);
    expect(log.since(5)).toBeUndefined();
    expect(log.since(20)).toEqual([]);
  });
});
