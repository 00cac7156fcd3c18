import { type ApiShape } from '../api/clients';

/** How something stands: a sign and a word, never a colour alone. */
export type Tone = 'good' | 'busy' | 'idle' | 'bad' | 'unsure';

const SIGNS: Readonly<Record<Tone, string>> = { good: '✓', busy: '●', idle: '○', bad: '✕', unsure: '!' };

export function Status({ tone, text }: { tone: Tone; text: string }) {
  return (
    <span class={`status ${tone}`}>
      <span aria-hidden="true">{SIGNS[tone]}</span>
      {text}
    </span>
  );
}

const TONES: Readonly<Record<ApiShape<'JobView'>['status'], Tone>> = {
  accepted: 'idle',
  running: 'busy',
  paused: 'idle',
  reverting: 'busy',
  completed: 'good',
  failed: 'bad',
  cancelled: 'idle',
  reverted: 'idle',
  'needs-attention': 'unsure',
  killed: 'unsure',
};

export const JobStatusMark = ({ status }: { status: ApiShape<'JobView'>['status'] }) => (
  <Status tone={TONES[status]} text={status.replace('-', ' ')} />
);
