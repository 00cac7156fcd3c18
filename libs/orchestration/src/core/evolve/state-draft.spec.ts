import { createTask, jobOf, TestJob } from '../testing/test-job';
import { StateDraft } from './state-draft';

const threeSteps = () => TestJob.of(jobOf([createTask, createTask], [createTask], [createTask])).state;

describe('a state that is being changed', () => {
  it('leaves the state it began with as it was, and shares with it what no event touched', () => {
    const before = threeSteps();
    const snapshot = structuredClone(before);
    const draft = new StateDraft(before);
    draft.changeUnit({ step: 0, task: 1, unit: 0 }, (unit) => void (unit.effect = 'done'));
    expect(before).toEqual(snapshot);
    expect(draft.state.steps[0]?.tasks[1]?.units.at(0)?.effect).toBe('done');
    expect(draft.state.steps[0]?.tasks[0]).toBe(before.steps[0]?.tasks[0]);
    expect(draft.state.steps[1]).toBe(before.steps[1]);
  });

  it('is copied once, however many events change the same place', () => {
    const draft = new StateDraft(threeSteps());
    const units: unknown[] = [];
    const change = () => draft.changeUnit({ step: 0, task: 0, unit: 0 }, (unit) => void units.push(unit));
    change();
    const { steps } = draft.state;
    change();
    expect(units[1]).toBe(units[0]);
    draft.step(2).undone = true;
    expect(draft.state.steps).toBe(steps);
  });

  it.each([
    { step: 3, task: 0, unit: 0 },
    { step: 0, task: 2, unit: 0 },
    { step: 0, task: 0, unit: 1 },
  ])('has no unit at %j', (ref) => {
    expect(() => new StateDraft(threeSteps()).changeUnit(ref, () => undefined)).toThrow(RangeError);
  });
});
