import { create, jobOf, list, Story } from '../core/testing/story';
import { toJobView } from './job-view';

const seen = (story: Story) => toJobView(story.state, 'http://jobs');
const waitingForApproval = () => Story.of(jobOf([create], { approval: true, tasks: [list] })).call(201);

describe('what clients see of a job', () => {
  it('waits for an approval as long as it can be given', () => {
    expect(seen(waitingForApproval()).steps[1]).toMatchObject({ status: 'waiting', waitingFor: 'an approval' });
  });

  it('does not wait any more once it is refused: that step has stopped, the one before it is reverted', () => {
    const { status, steps } = seen(waitingForApproval().ask('reject').call());
    expect(status).toBe('cancelled');
    expect(steps.map((step) => step.status)).toEqual(['reverted', 'stopped']);
    expect(steps[1]).not.toHaveProperty('waitingFor');
  });

  it('looks for nobody any more once it is killed', () => {
    const story = Story.of(jobOf([create]));
    for (const { unit } of story.pending('bind')) {
      story.tell({ type: 'blocked', ...unit, undo: false, reason: 'nobody offers it' });
    }
    expect(seen(story).steps[0]?.tasks[0]).toMatchObject({ state: 'waiting' });
    const killed = seen(story.ask('kill')).steps[0];
    expect(killed).toMatchObject({ status: 'stopped', tasks: [{ state: 'stopped', effect: 'none' }] });
    expect(killed?.tasks[0]).not.toHaveProperty('waitingFor');
  });

  it('knows nothing of a call that was in flight when it was killed', () => {
    const [step] = seen(
      Story.of(jobOf([create]))
        .bind()
        .ask('kill'),
    ).steps;
    expect(step).toMatchObject({ status: 'stopped', tasks: [{ state: 'unknown', effect: 'unknown' }] });
  });

  it('calls no step reverted of which something is still there', () => {
    const story = Story.of(jobOf([create], [create]))
      .call(201)
      .call(201)
      .revert()
      .call(405)
      .call(200);
    expect(seen(story)).toMatchObject({
      status: 'needs-attention',
      steps: [{ status: 'reverted' }, { status: 'needs-attention' }],
    });
  });
});
