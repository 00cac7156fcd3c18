import { type ComponentChildren } from 'preact';
import { type ApiShape } from '../api/clients';
import { useLoad } from '../api/use-load';
import { TryAgain, WriteOff } from '../job/open-effects';
import { EffectTable } from '../parts/effect-table';
import { Problem } from '../parts/problem';
import { Status } from '../parts/status';
import { Time } from '../parts/time';
import { hrefOf } from '../routes/route';
import { Decide } from './decide';
import { loadInbox } from './load-inbox';

const REFRESH_MS = 10_000;

/** What waits for a person, the oldest first. */
export function Inbox() {
  const inbox = useLoad('inbox', loadInbox, { everyMs: REFRESH_MS });
  const { attention = [], approvals = [], paused = [], services = [], more = 0 } = inbox.value ?? {};
  const isEmpty = inbox.value && attention.length + approvals.length + paused.length + services.length === 0;
  return (
    <>
      <div class="head">
        <h1>Inbox</h1>
        <span class="muted">what waits for a person, the oldest first</span>
      </div>
      <Problem error={inbox.error} />
      {inbox.isLoading && !inbox.value && <p role="status">Loading …</p>}
      {isEmpty && (
        <p class="panel empty">
          <Status tone="good" text="Nothing is open, nothing waits for you, and all services respond" />
        </p>
      )}
      <Section title="Jobs with open effects" count={attention.length + more}>
        {attention.map((job) => (
          <AttentionJob key={job.id} job={job} changed={inbox.reload} />
        ))}
        {more > 0 && (
          <p class="inner">
            <a href="/jobs?status=needs-attention">and {more} more jobs</a>
          </p>
        )}
      </Section>
      <Section title="Approvals" count={approvals.length}>
        <JobList jobs={approvals} changed={inbox.reload} />
      </Section>
      <Section title="Paused" count={paused.length}>
        <JobList jobs={paused} changed={inbox.reload} />
      </Section>
      <Section title="Services that do not respond" count={services.length}>
        <ServiceList services={services} />
      </Section>
    </>
  );
}

function Section({ title, count, children }: { title: string; count: number; children: ComponentChildren }) {
  if (count === 0) return null;
  const id = `inbox-${title.toLowerCase().replaceAll(' ', '-')}`;
  return (
    <section class="panel" aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        <span class="muted">{count}</span>
      </header>
      {children}
    </section>
  );
}

function AttentionJob({ job, changed }: { job: ApiShape<'JobView'>; changed: () => void }) {
  const { openEffects, openEffectCount = openEffects.length } = job;
  return (
    <article class="entry">
      <div class="inner">
        <h3>
          <a href={hrefOf('jobs', job.id)}>{job.name ?? job.id}</a>
        </h3>
        <span class="muted">
          since <Time at={job.completedAt ?? job.createdAt} />
        </span>
        {job.error && (
          <span>
            {job.error.task} <span class="muted">{job.error.message}</span>
          </span>
        )}
        <span class="end">
          <TryAgain job={job} changed={changed} />
        </span>
      </div>
      <EffectTable
        effects={openEffects}
        actions={(effect) => <WriteOff id={job.id} effect={effect} changed={changed} />}
      />
      {openEffectCount > openEffects.length && (
        <p class="inner muted">and {openEffectCount - openEffects.length} more effects of this job</p>
      )}
    </article>
  );
}

function JobList({ jobs, changed }: { jobs: readonly ApiShape<'JobSummary'>[]; changed: () => void }) {
  return (
    <ul class="entries">
      {jobs.map((job) => (
        <li key={job.id} class="inner">
          <h3>
            <a href={hrefOf('jobs', job.id)}>{job.name ?? job.id}</a>
          </h3>
          <span class="muted">
            since <Time at={job.waitingFor?.since ?? job.createdAt} />
          </span>
          <span class="said">{job.waitingFor?.description ?? job.error?.message}</span>
          <span class="end">
            <Decide job={job} changed={changed} />
          </span>
        </li>
      ))}
    </ul>
  );
}

const ServiceList = ({ services }: { services: readonly ApiShape<'ServiceEntry'>[] }) => (
  <ul class="entries">
    {services.map(({ registryID, name, url, health, reason, updatedAt }) => (
      <li key={registryID} class="inner">
        <Status tone="bad" text={health} />
        <h3>{name}</h3>
        <code>{url}</code>
        <span class="said">{reason}</span>
        <span class="muted">
          since <Time at={updatedAt} />
        </span>
      </li>
    ))}
  </ul>
);
