import fc from 'fast-check';
import { create, JOB_ID, jobOf, Story } from '../testing/story';
import { childId } from './child-id';

const idOf = (document: object, step = 0) => Story.of(document as Parameters<typeof Story.of>[0]).unit(step).requestId;

describe('the request id of a task', () => {
  it('is job, run, step and task', () => {
    expect(idOf(jobOf({ name: 'buy', tasks: [{ ...create, name: 'pay' }] }))).toBe(`${JOB_ID}/1/buy/pay`);
  });

  it('fits a header, whatever the names', () => {
    expect(idOf(jobOf({ name: 'zażółć\u0000\n', tasks: [{ ...create, name: 'a/b\ud800' }] }))).toMatch(
      /^[\x21-\x7e]+$/,
    );
  });

  it('gives way to positions where it would grow too long', () => {
    expect(idOf(jobOf({ name: 'x'.repeat(300), tasks: [create] }))).toBe(`${JOB_ID}/1/@0/@0`);
  });

  it('is the same for every attempt and for the revert, and another in another run', () => {
    const story = Story.of(jobOf([create]))
      .call(503)
      .wait(60_000)
      .bind();
    expect(story.pending('call')[0]?.requestId).toBe(`${JOB_ID}/1/step-1/task-1`);
    story.answer(201).revert().bind();
    expect(story.pending('call')[0]?.requestId).toBe(`${JOB_ID}/1/step-1/task-1`);
    story.answer(200).rerun();
    expect(story.unit().requestId).toBe(`${JOB_ID}/2/step-1/task-1`);
  });
});

describe('the id of a create that came without one', () => {
  it('is a UUID, the same for the same unit and run, and never the same for two', () => {
    const place = fc.tuple(fc.integer({ min: 1, max: 9 }), fc.nat(999), fc.nat(999), fc.nat(9999));
    const id = ([run, step, task, unit]: [number, number, number, number]) =>
      childId(JOB_ID, run, { step, task, unit });
    fc.assert(
      fc.property(place, place, (one, other) => {
        expect(id(one)).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
        expect(id(one)).toBe(id(one));
        expect(id(one) === id(other)).toBe(String(one) === String(other));
      }),
    );
  });
});
