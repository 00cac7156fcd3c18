import { useEffect, useRef } from 'preact/hooks';
import { bodyOf, jobControl, type ApiShape } from '../api/clients';
import { useLoad } from '../api/use-load';
import { type Bar, isWait } from '../lanes/bar';
import { type Timeline } from '../lanes/timeline';
import { type Track } from '../lanes/track';
import { kindText, outcomeText } from '../lanes/words';
import { durationText } from '../parts/duration';
import { Fact } from '../parts/fact';
import { Json } from '../parts/json';
import { Problem } from '../parts/problem';
import { Time } from '../parts/time';
import { hrefOf } from '../routes/route';

interface Props {
  readonly job: ApiShape<'JobView'>;
  readonly timeline: Timeline;
  readonly round: number;
  readonly seq: number;
}

/** What one bar stands for. Its address can be sent to others. */
export function BarDetail({ job, timeline, round, seq }: Props) {
  const panel = useRef<HTMLElement>(null);
  const found = timeline.find(seq);
  useEffect(() => panel.current?.scrollIntoView({ block: 'nearest' }), [seq, found !== undefined]);
  return (
    <section class="panel" ref={panel} aria-labelledby="detail-title" tabIndex={-1}>
      <header>
        <h2 id="detail-title">{found ? `${found.track.address}: ${kindText(found.bar)}` : `Event ${seq}`}</h2>
        <a class="end" href={hrefOf('jobs', job.id)}>
          Close
        </a>
      </header>
      <div class="inner column">
        {found ? <Found job={job} {...found} round={round} /> : <p class="muted">No bar begins with this event.</p>}
      </div>
    </section>
  );
}

function Found({ job, track, bar, round }: { job: ApiShape<'JobView'>; track: Track; bar: Bar; round: number }) {
  const detail = bar.detail ?? track.detail;
  return (
    <>
      <BarFacts track={track} bar={bar} />
      {detail && <p class={`note ${isWait(bar) ? '' : 'bad'}`}>{detail}</p>}
      {bar.undoes !== undefined && (
        <p>
          It undoes <a href={hrefOf('jobs', job.id, { at: String(bar.undoes) })}>the call above</a>
          {track.undoEnd === 'open' ? ', and is left open.' : '.'}
        </p>
      )}
      {!isWait(bar) && track.prepared !== undefined && <Bodies id={job.id} track={track} round={round} />}
    </>
  );
}

const BarFacts = ({ track: { target, requestId }, bar }: { track: Track; bar: Bar }) => (
  <dl class="facts">
    <Fact name="Outcome">{isWait(bar) ? undefined : outcomeText(bar)}</Fact>
    <Fact name="Attempt">{bar.attempt}</Fact>
    <Fact name="Began">
      <Time at={bar.start} />
    </Fact>
    <Fact name="Took">{bar.end && durationText(bar.end - bar.start)}</Fact>
    <Fact name="Service">
      {target && (
        <>
          {target.name} <code>{target.url}</code>
        </>
      )}
    </Fact>
    <Fact name="Request id">{requestId && <code>{requestId}</code>}</Fact>
  </dl>
);

/** The request and the response of a call: the history keeps them apart, because they may be large and hold secrets. */
function Bodies({ id, track, round }: { id: string; track: Track; round: number }) {
  const { prepared, responded } = track;
  const event = async (seq: number, signal: AbortSignal): Promise<Record<string, unknown>> =>
    bodyOf(jobControl.GET('/jobs/{id}/events/{seq}', { params: { path: { id, seq } }, signal }));
  const loaded = useLoad(`${id} ${prepared} ${responded} ${responded ? 0 : round > 0}`, async (signal) => ({
    request: prepared === undefined ? undefined : await event(prepared, signal),
    response: responded === undefined ? undefined : await event(responded, signal),
  }));
  const { request, response } = loaded.value ?? {};
  return (
    <>
      <Problem error={loaded.error} />
      {request && 'body' in request && (
        <>
          <h3>Request</h3>
          <Json value={request.body} label="Request body" />
        </>
      )}
      {response && 'result' in response && (
        <>
          <h3>Response</h3>
          <Json value={response.result} label="Response body" />
        </>
      )}
    </>
  );
}
