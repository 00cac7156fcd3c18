import type { JobStatus, JobView } from '#contract';
import { ask, type Asking, type Reply, whenTaken } from './http';
import { until } from './until';

/** What job-control responds with: a job, or a problem. */
export type JobControlBody = JobView & {
  detail: string;
  code: string;
  errors?: { pointer: string; message: string }[];
};

const ENDED: readonly JobStatus[] = ['completed', 'failed', 'cancelled', 'reverted', 'needs-attention', 'killed'];

export const hasEnded = ({ status }: Pick<JobView, 'status'>): boolean => ENDED.includes(status);

/** job-control as a plain client sees it. */
export class JobControl {
  constructor(readonly url: string) {}

  ask<T = JobControlBody>(path: string, asking?: Asking): Promise<Reply<T>> {
    return ask<T>(`${this.url}${path}`, asking);
  }

  post<T = JobControlBody>(path: string, body: unknown = {}, headers: Record<string, string> = {}): Promise<Reply<T>> {
    return this.ask<T>(path, { body, headers });
  }

  /** The job when it has ended. */
  async run(document: unknown, within?: number): Promise<JobView> {
    const { status, body } = await this.ask('/jobs?wait=true', { body: document, within });
    if (status !== 200) throw new Error(`responded with ${status}: ${JSON.stringify(body)}`);
    return body;
  }

  async submit(document: unknown): Promise<string> {
    const { status, body } = await whenTaken(() => this.post('/jobs', document));
    if (status !== 202) throw new Error(`responded with ${status}: ${JSON.stringify(body)}`);
    return body.jobId;
  }

  async get(jobId: string): Promise<JobView> {
    const { status, body } = await this.ask(`/jobs/${jobId}`);
    if (status !== 200) throw new Error(`responded with ${status}: ${JSON.stringify(body)}`);
    return body;
  }

  act(jobId: string, action: string, body: unknown = {}): Promise<Reply<JobControlBody>> {
    return this.post(`/jobs/${jobId}/${action}`, body);
  }

  until(jobId: string, holds: (job: JobView) => boolean, within?: number): Promise<JobView> {
    const look = async () => {
      const job = await this.get(jobId);
      return holds(job) && job;
    };
    const seen = async () => JSON.stringify(await this.get(jobId));
    return until(look, { what: `the wanted state of job ${jobId}`, seen, ...(within !== undefined && { within }) });
  }

  ended(jobId: string, within?: number): Promise<JobView> {
    return this.until(jobId, hasEnded, within);
  }
}

/** All tasks of a job, by address. */
export function tasksOf(job: JobView): Record<string, JobView['steps'][number]['tasks'][number]> {
  return Object.fromEntries(job.steps.flatMap(({ tasks }) => tasks.map((task) => [task.address, task])));
}

/** The only task of a job. */
export function onlyTask(job: JobView): JobView['steps'][number]['tasks'][number] {
  const [task] = Object.values(tasksOf(job));
  if (!task) throw new Error('the job has no task');
  return task;
}
