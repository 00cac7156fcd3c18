import type { SharedStateClient, StateContent } from '#clients';
import type { JobView } from '#contract';
import { isApiError } from '../failure/client-errors';
import { UsageError } from '../failure/usage-error';

/** The state document of one run: the one made from `--state`, or the job's own. */
export class StateOfRun {
  private constructor(
    private readonly client: SharedStateClient,
    readonly address?: string,
    private readonly id?: string,
    private readonly isNew = false,
  ) {}

  /** The job has its own, or needs none. */
  static ofJob(client: SharedStateClient): StateOfRun {
    return new StateOfRun(client);
  }

  /** Creates the document; an existing one is overwritten only on request. */
  static async make(client: SharedStateClient, initial: StateContent, overwrite: boolean): Promise<StateOfRun> {
    const { id: wish, ...content } = initial;
    if (wish !== undefined && typeof wish !== 'string') throw new UsageError('the `id` of the state must be a string');
    try {
      const { id, stateURL } = await client.create(content, wish);
      return new StateOfRun(client, stateURL, id, true);
    } catch (error) {
      if (wish === undefined || !isApiError(error) || error.status !== 409) throw error;
      if (!overwrite) throw new UsageError(`the state document ${wish} exists already: --overwrite replaces it`);
    }
    await client.replace(wish, content);
    return new StateOfRun(client, client.addressOf(wish), wish);
  }

  /** The job was refused: the document that was created for it is deleted. */
  async discard(): Promise<void> {
    if (this.isNew && this.id !== undefined) await this.client.delete(this.id).catch(() => undefined);
  }

  /** The content after the job; undefined for a job without state. */
  async read(job: JobView): Promise<StateContent> {
    const name = this.nameIn(job);
    return name === undefined ? {} : (await this.client.read(name)).content;
  }

  /** Deletes the document if it was created for this run. */
  async delete(job: JobView): Promise<boolean> {
    const name = this.nameIn(job);
    if (name === undefined || (this.id === undefined && !job.stateOwned)) return false;
    await this.client.delete(name);
    return true;
  }

  /** A document created for the job is in the platform's shared-state, whatever host name its address has. */
  private nameIn({ sharedStateURL, stateOwned }: JobView): string | undefined {
    return this.id ?? (stateOwned ? idIn(sharedStateURL) : sharedStateURL);
  }
}

function idIn(address: string | undefined): string | undefined {
  const last = address?.split('/').pop();
  return last === undefined ? undefined : decodeURIComponent(last);
}
