import { SystemClock } from './system-clock';

const HOUR = 3_600_000;

describe('the clock', () => {
  let wall: number;
  let steady: number;
  let clock: SystemClock;
  const pass = (ms: number): void => {
    for (let passed = 0; passed < ms; passed += 100) {
      wall += 100;
      steady += 100;
      jest.advanceTimersByTime(100);
    }
  };

  beforeEach(() => {
    jest.useFakeTimers();
    wall = 10 * HOUR;
    steady = 5;
    clock = new SystemClock(
      () => wall,
      () => steady,
    );
  });
  afterEach(() => jest.useRealTimers());

  const alarmIn = (ms: number): jest.Mock => {
    const wake = jest.fn();
    clock.at(clock.now() + ms, wake);
    return wake;
  };

  it('is the wall clock', () => {
    pass(5_000);
    expect(clock.now()).toBe(wall);
  });

  it('goes on where the wall clock is set back, and neither timers nor what is told of time take longer', () => {
    const wake = alarmIn(10_000);
    const before = clock.now();
    wall -= HOUR;
    pass(9_900);
    expect(wake).not.toHaveBeenCalled();
    pass(100);
    expect(wake).toHaveBeenCalledTimes(1);
    expect(clock.now()).toBe(before + 10_000);
    const next = alarmIn(1_000);
    pass(1_000);
    expect(next).toHaveBeenCalledTimes(1);
  });

  it('fires a timer at its time on the wall clock, where that is set forward', () => {
    const [soon, late] = [alarmIn(HOUR), alarmIn(3 * HOUR)];
    pass(2_000);
    wall += 2 * HOUR;
    pass(2_000);
    expect(soon).toHaveBeenCalledTimes(1);
    expect(late).not.toHaveBeenCalled();
  });

  it('continues from a later time on request, until the wall clock has caught up', () => {
    const known = clock.now() + HOUR;
    const later = clock.notBefore(known);
    const wake = jest.fn();
    later.at(known + 10_000, wake);
    expect(later.now()).toBe(known);
    pass(9_900);
    expect(wake).not.toHaveBeenCalled();
    pass(100);
    expect([wake.mock.calls.length, later.now(), clock.now()]).toEqual([1, known + 10_000, wall]);
    wall += 2 * HOUR;
    expect(later.now()).toBe(wall);
    expect(later.notBefore(known)).toBe(later);
  });

  it('fires no timer that was taken back', () => {
    const wake = jest.fn();
    clock.at(clock.now() + 1_000, wake)();
    wall += HOUR;
    pass(3_000);
    expect(wake).not.toHaveBeenCalled();
  });
});
