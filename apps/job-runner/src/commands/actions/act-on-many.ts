import type { BulkRequest, JobControlClient } from '#clients';
import type { BatchJobResult, BatchView, BulkPreview } from '#contract';
import { setTimeout as delay } from 'node:timers/promises';
import { EXIT } from '../../failure/exit-codes';
import { table } from '../../render/table';
import type { Settings } from '../../settings/settings';
import { confirm } from '../../terminal/confirm';
import { print, type Terminal } from '../../terminal/terminal';

/** Actions on more jobs than this are confirmed. */
const MANY = 10;
const POLL_MS = 300;

interface Options {
  readonly dryRun: boolean;
  readonly yes: boolean;
}

/** Shows which jobs are meant, asks where they are many, and follows what comes of it. */
export async function actOnMany(
  jobs: JobControlClient,
  terminal: Terminal,
  { json }: Settings,
  request: BulkRequest,
  { dryRun, yes }: Options,
): Promise<number> {
  const preview = await jobs.previewAction(request);
  if (dryRun || preview.count === 0) {
    print(terminal.out, json ? [JSON.stringify(preview)] : previewLines(preview));
    return EXIT.ok;
  }
  if (preview.count > MANY && !yes) {
    print(terminal.err, previewLines(preview));
    if (!(await confirm(terminal, `${request.action} these ${preview.count} jobs`))) return EXIT.undone;
  }
  const { batchId } = await jobs.actOnMany(request);
  const batch = await finished(jobs, batchId, terminal.interruption());
  if (batch === null) {
    print(terminal.err, [`it goes on; what came of it: GET ${jobs.address}/jobs/actions/${batchId}`]);
    return EXIT.interrupted;
  }
  print(terminal.out, json ? [JSON.stringify(batch)] : resultLines(batch));
  return batch.results.every(({ outcome }) => outcome === 'accepted') ? EXIT.ok : EXIT.undone;
}

/** Null if the user did not wait for it. */
async function finished(jobs: JobControlClient, batchId: string, signal: AbortSignal): Promise<BatchView | null> {
  while (!signal.aborted) {
    const batch = await jobs.batch(batchId);
    if (batch.completedAt !== undefined) return batch;
    await delay(POLL_MS, undefined, { signal }).catch(() => undefined);
  }
  return null;
}

function previewLines(preview: BulkPreview): string[] {
  const { action, count, passedOver } = preview;
  if (!passedOver) return count === 0 ? [`${action}: no job fits`] : meantLines(preview);
  const { jobs } = passedOver;
  const more = passedOver.count - jobs.length;
  return [
    ...jobs.map(({ jobId, because }) => `${jobId}: passed over: ${because}`),
    ...(more > 0 ? [`and ${more} more`] : []),
    ...(count === 0
      ? [`${action}: no job that it would change; ${passedOver.count} passed over`]
      : meantLines(preview)),
  ];
}

function meantLines({ action, count, jobs }: BulkPreview): string[] {
  const rows = jobs.map(({ id, status, name = '', createdAt }) => [id, status, name, createdAt]);
  const more = count - jobs.length;
  return [
    ...table([['ID', 'STATUS', 'NAME', 'CREATED'], ...rows]),
    ...(more > 0 ? [`and ${more} more`] : []),
    `${action}: ${count === 1 ? '1 job' : `${count} jobs`}`,
  ];
}

function resultLines({ action, outcomes, results }: BatchView): string[] {
  const odd = results.filter(({ outcome }) => outcome !== 'accepted').map(resultLine);
  const counts = Object.entries(outcomes).map(([outcome, count]) => `${count} ${outcome}`);
  return [...odd, `${action}: ${counts.join(', ')}`];
}

function resultLine({ jobId, outcome, detail }: BatchJobResult): string {
  return `${jobId}: ${outcome}${detail === undefined ? '' : `: ${detail}`}`;
}
