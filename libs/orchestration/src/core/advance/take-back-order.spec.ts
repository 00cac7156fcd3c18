import { removeAt, setAt } from '#contract/pure';
import type { PatchOperation } from '../model/effects';
import { createTask, jobOf, responded, TestJob } from '../testing/test-job';

/** A job whose steps stored a result each, one after another, and a document that takes everything or refuses it. */
class JobWithDocument {
  private document: unknown = {};
  readonly job: TestJob;

  constructor(...pointers: readonly string[]) {
    this.job = TestJob.of(jobOf(...pointers.map((storeResultAt) => [{ ...createTask, storeResultAt }])));
    for (const number of pointers.keys()) {
      const result = { number };
      this.job.call(responded(201, result)).readState(this.document);
      for (const { writes } of this.job.pending('write-state'))
        for (const { path } of writes) this.document = setAt(this.document, path, result);
      this.job.writeState();
    }
  }

  /** What the job wants taken back now is not; everything else of the step is undone. */
  refuseTakeBack(): this {
    for (const { step } of this.job.readState(this.document).pending('take-back-state'))
      this.job.send({ type: 'state-not-taken-back', step, message: 'it is read-only' });
    this.job.call();
    return this;
  }

  takeBack(): this {
    for (const { operations } of this.job.readState(this.document).pending('take-back-state'))
      for (const operation of operations) this.document = patched(this.document, operation);
    this.job.takeBackState().call();
    return this;
  }

  continue(...skip: string[]): this {
    this.job.continue(...skip);
    return this;
  }

  revert(): this {
    this.job.revert();
    return this;
  }

  get outcome() {
    const { status, steps } = this.job.state;
    return { status, document: this.document, kept: steps.flatMap(({ kept }) => kept) };
  }
}

function patched(document: unknown, { op, path, value }: PatchOperation): unknown {
  return op === 'remove' ? removeAt(document, path) : setAt(document, path, value);
}

const restored = { status: 'reverted', document: {}, kept: [] };

describe('what two steps stored at one place', () => {
  const reverted = () => new JobWithDocument('/a', '/a').revert();

  it('stays open in the earlier one while it could not be taken back in the later one', () => {
    const { job, outcome } = reverted().refuseTakeBack().takeBack();
    expect(outcome).toEqual({ status: 'needs-attention', document: { a: { number: 1 } }, kept: [] });
    expect(job.state.steps[0]?.error?.message).toContain('step "step-2" stored at the same place afterwards');
  });

  it('is taken back in turn once that works', () => {
    const once = reverted().refuseTakeBack().takeBack().continue();
    expect(once.takeBack().takeBack().outcome).toEqual(restored);
  });

  it('is reported as changed in the earlier one once an operator has written the later one off', () => {
    const once = reverted().refuseTakeBack().takeBack().continue('step-2/state');
    expect(once.takeBack().outcome).toEqual({ status: 'reverted', document: { a: { number: 1 } }, kept: ['/a'] });
  });

  it.each([
    ['within the other', '/a', '/a/b'],
    ['around the other', '/a/b', '/a'],
    ['where the earlier one made the object for both', '/made/b', '/made/c'],
  ])('counts as that %s', (_, earlier, later) => {
    const once = new JobWithDocument(earlier, later).revert().refuseTakeBack().takeBack();
    expect(once.continue().takeBack().takeBack().outcome).toEqual(restored);
  });

  it('does not, where the names only begin alike', () => {
    const once = new JobWithDocument('/b', '/bc').revert().refuseTakeBack().takeBack();
    expect(once.outcome).toEqual({ status: 'needs-attention', document: { bc: { number: 1 } }, kept: [] });
  });
});
