import { type Timeline } from '../lanes/timeline';
import { Status, type Tone } from '../parts/status';
import { type Undone, undoneIn } from './undo-summary';

const SAID: Readonly<Record<keyof Undone['counts'], { tone: Tone; text: string }>> = {
  reverted: { tone: 'good', text: 'undone' },
  noop: { tone: 'unsure', text: 'had nothing to undo, as the service says' },
  open: { tone: 'bad', text: 'left open' },
  'written-off': { tone: 'idle', text: 'written off' },
  underWay: { tone: 'busy', text: 'under way' },
};

/** What came of the undo: counted, and what is left by name. */
export function UndoOutcome({ timeline }: { timeline: Timeline }) {
  const undone = undoneIn(timeline);
  if (!undone) return null;
  const counted = Object.entries(undone.counts).filter(([, count]) => count > 0);
  return (
    <section class="panel" aria-labelledby="undo-title">
      <header>
        <h2 id="undo-title">What the undo came to</h2>
        {counted.map(([end, count]) => {
          const { tone, text } = SAID[end as keyof Undone['counts']];
          return <Status key={end} tone={tone} text={`${count} ${text}`} />;
        })}
      </header>
      {undone.open.length > 0 && (
        <ul>
          {undone.open.slice(0, 100).map(({ address, reason }) => (
            <li key={address}>
              {address}: {reason}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
