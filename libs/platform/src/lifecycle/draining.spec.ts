import { Draining } from './draining';

describe('an app that is going down', () => {
  it('tells everybody who still waits, once', () => {
    const draining = new Draining();
    const told: string[] = [];
    draining.onceBegun(() => told.push('first'));
    const forget = draining.onceBegun(() => told.push('gone'));
    draining.onceBegun(() => told.push('last'));
    forget();
    expect(draining.begun).toBe(false);
    draining.begin();
    draining.begin();
    expect(told).toEqual(['first', 'last']);
    expect(draining.signal.aborted).toBe(true);
  });

  it('notifies late listeners at once', () => {
    const draining = new Draining();
    draining.begin();
    const told = jest.fn();
    draining.onceBegun(told);
    expect(told).toHaveBeenCalledTimes(1);
  });
});
