import { PlatformError } from '#contract';
import { isPrincipalName, hasAnyScope, type Principal } from '#platform';

/** The principal documents are accessed for, and its rights. The creator of a document owns it. */
export interface DocumentUser {
  /** Null: AUTH is off. */
  readonly name: string | null;
  /** Documents besides its own: all, those without an owner (created with AUTH off), or none. */
  readonly others: 'all' | 'nobodys' | 'none';
}

/**
 * The user of documents for a caller. job-control calls on behalf of the submitter of the job, so that a job gives no
 * access that its submitter lacks.
 * @throws PlatformError `forbidden` when the caller may not act for others, `invalid-request` when the name is invalid
 */
export function documentUser(caller: Principal | null, onBehalfOf: string | undefined): DocumentUser {
  if (caller === null) return { name: null, others: 'all' };
  const mayDelegate = hasAnyScope(caller, ['state:delegate']);
  if (onBehalfOf === undefined) {
    const others = hasAnyScope(caller, []) ? 'all' : mayDelegate ? 'nobodys' : 'none';
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
