import type { JobControlClient } from '#clients';
import { Option } from 'nest-commander';
import { UsageError } from '../failure/usage-error';
import { findJobId } from '../platform/find-job-id';
import type { CommonFlags } from '../settings/settings';
import { CliCommand } from './cli-command';

export interface JobFlags extends CommonFlags {
  last?: boolean;
}

/** A command about one job: its id, the beginning of it, or the newest. */
export abstract class JobCommand<Flags extends JobFlags = JobFlags> extends CliCommand<Flags> {
  protected async jobId(jobs: JobControlClient, [id]: string[], { last }: JobFlags): Promise<string> {
    if ((id === undefined) === (last === undefined)) throw new UsageError('which job? Its id, or --last: the newest');
    return id === undefined ? newest(jobs) : findJobId(jobs, id);
  }

  @Option({ flags: '--last', description: 'the newest job, instead of an id' })
  last(): boolean {
    return true;
  }
}

async function newest(jobs: JobControlClient): Promise<string> {
  const [job] = (await jobs.list({ limit: 1 })).items;
  if (job === undefined) throw new UsageError('--last: there are no jobs');
  return job.id;
}
