import type { TaskView } from '#contract';
import type { Tone } from './paint';

export interface StatusMark {
  sign: string;
  tone: Tone;
}

const FRAMES = '⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏';
const FRAME_MS = 100;
const UNKNOWN_STATUS: StatusMark = { sign: '·', tone: 'quiet' };

const MARKS: Readonly<Record<string, StatusMark>> = {
  accepted: { sign: '○', tone: 'quiet' },
  pending: { sign: '○', tone: 'quiet' },
  waiting: { sign: '◷', tone: 'odd' },
  paused: { sign: '‖', tone: 'odd' },
  succeeded: { sign: '✔', tone: 'good' },
  completed: { sign: '✔', tone: 'good' },
  failed: { sign: '✖', tone: 'bad' },
  killed: { sign: '✖', tone: 'bad' },
  unknown: { sign: '?', tone: 'odd' },
  skipped: { sign: '–', tone: 'quiet' },
  stopped: { sign: '■', tone: 'quiet' },
  cancelled: { sign: '↩', tone: 'odd' },
  reverted: { sign: '↩', tone: 'odd' },
  'nothing-to-undo': { sign: '?', tone: 'odd' },
  'needs-attention': { sign: '!', tone: 'bad' },
};

const UNDO_MARKS: Readonly<Record<string, StatusMark>> = {
  waiting: { sign: '◷', tone: 'odd' },
  acknowledged: { sign: '↩', tone: 'odd' },
  noop: { sign: '?', tone: 'odd' },
  open: { sign: '!', tone: 'bad' },
  'written-off': { sign: '!', tone: 'odd' },
};

/** The mark of a job, a step, or a state of a task. The mark of an active one is animated by `now`. */
export function markOf(status: string, now: number): StatusMark {
  if (status === 'running' || status === 'reverting') {
    return { sign: FRAMES.charAt(Math.floor(now / FRAME_MS) % FRAMES.length), tone: 'busy' };
  }
  return MARKS[status] ?? UNKNOWN_STATUS;
}

/** The mark of a task: once its undo has begun, that of the undo. */
export function taskMark({ state, undo }: Pick<TaskView, 'state' | 'undo'>, now: number): StatusMark {
  if (undo?.state === 'running') return markOf('running', now);
  return UNDO_MARKS[undo?.state ?? ''] ?? markOf(state, now);
}
