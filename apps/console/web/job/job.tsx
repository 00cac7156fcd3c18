import { useEffect } from 'preact/hooks';
import { useSignal } from '@preact/signals';
import { type ApiShape } from '../api/clients';
import { Lanes } from '../lanes/lanes';
import { Problem } from '../parts/problem';
import { JobStatusMark } from '../parts/status';
import { route } from '../routes/navigation';
import { hrefOf } from '../routes/route';
import { UndoOutcome } from '../undo/undo-outcome';
import { isOpen } from './actions';
import { Actions } from './actions-bar';
import { BarDetail } from './bar-detail';
import { Facts } from './facts';
import { FailedTasks } from './failed-tasks';
import { headlineOf } from './headline';
import { OpenEffects } from './open-effects';
import { useIrreversible } from './use-irreversible';
import { useJob, type WatchedJob } from './use-job';

/** One job: how it stands, what can be done, and what happened. */
export function Job({ subject: id }: { subject: string }) {
  const watched = useJob(id);
  const { job, timeline, round, error, look } = watched;
  // Of a job of which nothing moves, the history is shown as far as it has come.
  const now = useNow(job !== undefined && isOpen(job) && job.status !== 'paused');
  const irreversible = useIrreversible(id, job);
  const selected = Number(route.value.query.get('at')) || undefined;
  if (!job) return error ? <Problem error={error} /> : <p role="status">Loading …</p>;
  return (
    <>
      <div class="head">
        <h1>{job.name ?? job.id}</h1>
        <JobStatusMark status={job.status} />
        <Connection stream={watched.stream} error={error} />
        <div class="end">
          <Actions job={job} changed={look} />
        </div>
      </div>
      <Summary job={job} />
      <Facts job={job} />
      <OpenEffects job={job} changed={look} />
      <FailedTasks job={job} changed={look} />
      <Lanes
        timeline={timeline}
        round={round}
        now={now}
        irreversible={irreversible}
        selected={selected}
        hrefOf={(seq) => hrefOf('jobs', id, { at: String(seq) })}
      />
      {selected !== undefined && <BarDetail job={job} timeline={timeline} round={round} seq={selected} />}
      <UndoOutcome timeline={timeline} />
      <Warnings job={job} />
    </>
  );
}

function Summary({ job }: { job: ApiShape<'JobView'> }) {
  const { tone, text, next } = headlineOf(job);
  return (
    <div class={`note ${tone}`} role="status">
      <p>{text}</p>
      {next && <p class="muted">{next}</p>}
    </div>
  );
}

function Connection({ stream, error }: Pick<WatchedJob, 'stream' | 'error'>) {
  if (stream === 'waiting' || error)
    return <span class="status unsure">! job-control does not respond; what you see may be old</span>;
  if (stream === 'live') return <span class="muted">live</span>;
  return null;
}

function Warnings({ job: { warnings, warningCount = warnings.length } }: { job: ApiShape<'JobView'> }) {
  if (warnings.length === 0) return null;
  return (
    <section class="panel" aria-labelledby="warnings-title">
      <header>
        <h2 id="warnings-title">Warnings</h2>
        <span class="muted">{warningCount}</span>
      </header>
      <ul>
        {warnings.map((warning) => (
          <li key={warning}>{warning}</li>
        ))}
      </ul>
    </section>
  );
}

const TICK_MS = 250;

/** The time, as long as something goes on. */
function useNow(isRunning: boolean): number {
  const now = useSignal(0);
  useEffect(() => {
    now.value = isRunning ? Date.now() : 0;
    if (!isRunning) return;
    const timer = setInterval(() => (now.value = Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, [isRunning]);
  return now.value;
}
