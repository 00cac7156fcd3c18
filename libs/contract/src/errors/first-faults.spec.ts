import { validateJobDocument } from '../job/validate-job-document';
import { PlatformError } from './platform-error';

const task = { tag: 'a' };
const repeat = <T>(count: number, one: T): T[] => Array.from({ length: count }, () => one);

describe('a document with very many faults', () => {
  it.each([
    ['unknown members', Object.fromEntries(Array.from({ length: 50_000 }, (_, index) => [`k${index}`, 1]))],
    ['tasks that need nothing', { steps: repeat(50, { tasks: repeat(900, {}) }) }],
    ['tasks that are none', { steps: [{ tasks: repeat(100_000, 1) }] }],
    ['values of the wrong kind', { steps: repeat(50, { tasks: repeat(900, { tag: 1 }) }) }],
    ['conditions', { steps: [{ tasks: [task], when: { all: repeat(150_000, {}) } }] }],
    [
      'references',
      { steps: [{ tasks: [{ ...task, input: { ['x'.repeat(500_000)]: repeat(20_000, { $fromState: 'a' }) } }] }] },
    ],
    ['names', { steps: repeat(1_000, { name: 'x'.repeat(1_000), tasks: [task] }) }],
  ])('lists the first, and says that there are more: %s', (_, document) => {
    const { faults } = validateJobDocument(document);
    expect(faults.length).toBeGreaterThan(100);
    expect(faults.length).toBeLessThanOrEqual(101);
    expect(faults.at(-1)).toEqual({ pointer: '', message: 'more is wrong than these 100 faults say' });
    expect(JSON.stringify(faults).length).toBeLessThan(256 * 1024);
  });

  it('lists all of a hundred', () => {
    const { faults } = validateJobDocument({
      steps: [{ tasks: repeat(100, { ...task, nope: 1 }).map((one, n) => ({ ...one, name: `${n}` })) }],
    });
    expect(faults).toHaveLength(100);
  });

  it('stops further checks when the list is full', () => {
    const errors = repeat(1_000, { pointer: '/a', message: 'wrong' });
    expect(new PlatformError('unprocessable', 'no', { errors }).details.errors).toHaveLength(101);
  });
});
