import { PlatformError } from '#contract';
import { isPrincipalName, mayAny, type Principal } from '#platform';

/** In whose name documents are used, and which of them that are. Whoever makes one owns it. */
export interface DocumentUser {
  /** Null: nobody is asked who they are. */
  readonly name: string | null;
  /** Beside the own ones: all, those of nobody (from when nobody was asked), or none. */
  readonly others: 'all' | 'nobodys' | 'none';
}

/**
 * Who uses documents, given who calls. job-control calls in the name of whoever submitted the job, so that nobody
 * reaches by a job what they cannot reach themselves.
 * @throws PlatformError `forbidden` when the caller may not act for others, `invalid-request` when that is no name
 */
export function documentUser(caller: Principal | null, onBehalfOf: string | undefined): DocumentUser {
  if (caller === null) return { name: null, others: 'all' };
  const mayDelegate = mayAny(caller, ['state:delegate']);
  if (onBehalfOf === undefined) {
    const others = mayAny(caller, []) ? 'all' : mayDelegate ? 'nobodys' : 'none';
    return { name: caller.name, others };
  }
  if (!mayDelegate) throw new PlatformError('forbidden', 'Acting for others takes the scope state:delegate');
  if (!isPrincipalName(onBehalfOf)) throw new PlatformError('invalid-request', 'On-Behalf-Of is not a name');
  return { name: onBehalfOf, others: 'none' };
}

export function mayUse({ name, others }: DocumentUser, owner: string | null): boolean {
  if (others === 'all') return true;
  return owner === null ? others === 'nobodys' : owner === name;
}
