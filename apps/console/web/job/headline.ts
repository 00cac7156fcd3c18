import { type ApiShape } from '../api/clients';
import { type Tone } from '../parts/status';

export interface Headline {
  readonly tone: Tone;
  /** What is the matter, and what the platform does about it. */
  readonly text: string;
  /** What a person may want to do next; absent where there is nothing to do. */
  readonly next?: string;
}

type Said = (job: ApiShape<'JobView'>, cause: string) => Headline;

const SAID: Readonly<Record<ApiShape<'JobView'>['status'], Said>> = {
  accepted: () => ({ tone: 'idle', text: 'Accepted; it begins as soon as there is room.' }),
  running: running,
  paused: paused,
  reverting: (_, cause) => ({ tone: 'busy', text: `${cause}What was done is being undone, the newest first.` }),
  completed: ({ nothingToUndo = [] }) => ({
    tone: 'good',
    text: 'Every step is done.',
    ...(nothingToUndo.length > 0 && { next: nothingNote(nothingToUndo.length) }),
  }),
  failed: (_, cause) => ({ tone: 'bad', text: `${cause}Everything that was done before is undone.` }),
  cancelled: ({ cancelReason }) => ({
    tone: 'idle',
    text: `Cancelled${cancelReason ? ` (${cancelReason})` : ''}. Everything that was done is undone.`,
  }),
  reverted: () => ({ tone: 'idle', text: 'It had completed, and was undone since.' }),
  'needs-attention': ({ openEffects, openEffectCount = openEffects.length }, cause) => ({
    tone: 'unsure',
    text: `${cause}${openEffectCount === 1 ? '1 effect is' : `${openEffectCount} effects are`} still there and could not be undone.`,
    next: 'Remove the cause and try again, or undo it by hand and write it off.',
  }),
  killed: () => ({
    tone: 'unsure',
    text: 'Killed: it stopped where it was, and nothing was undone.',
    next: 'Continue it, or undo what it has done.',
  }),
};

/** In one look: how the job stands, why, and what a person can do. */
export function headlineOf(job: ApiShape<'JobView'>): Headline {
  const { error } = job;
  const cause = error ? `${error.task ? `${error.task} failed` : 'It failed'}: ${sentence(error.message)} ` : '';
  return SAID[job.status](job, cause);
}

function running({ waitingFor }: ApiShape<'JobView'>): Headline {
  if (!waitingFor) return { tone: 'busy', text: 'It is running.' };
  const { kind, step, signal, description } = waitingFor;
  const asked = description ? `: ${sentence(description)}` : '.';
  if (kind === 'approval')
    return { tone: 'unsure', text: `Step ${step} waits for approval${asked}`, next: 'Approve or reject it.' };
  if (kind === 'signal') return { tone: 'idle', text: `Step ${step} waits for the signal ${signal ?? ''}${asked}` };
  if (kind === 'timer') return { tone: 'idle', text: `Step ${step} waits for a time${asked}` };
  return { tone: 'unsure', text: `Nothing moves in step ${step}${asked}`, next: 'Continue tries it now.' };
}

function paused({ pausedBecause }: ApiShape<'JobView'>): Headline {
  if (!pausedBecause) return { tone: 'idle', text: 'Paused: calls under way are finished, and no others begin.' };
  const { task, error, failures } = pausedBecause;
  const others = failures.length > 1 ? ` So did ${failures.length - 1} more.` : '';
  return {
    tone: 'unsure',
    text: `Paused because ${task} failed: ${sentence(error.message)}${others} Nothing is undone yet.`,
    next: 'Continue to try it again, go on without it, or cancel to undo everything.',
  };
}

const nothingNote = (count: number): string =>
  `Of ${count === 1 ? '1 effect' : `${count} effects`} a service says that there was nothing to undo; look whether that is so.`;

const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);
