import type { WaitingForView } from '#contract';
import type { Waiting } from '../core/queries/waiting';
import { brief } from './brief';
import { optional, rfc3339 } from './format';

export function toWaitingView({ kind, step, signal, description, since, until }: Waiting): WaitingForView {
  return {
    kind,
    step: brief(step),
    since: rfc3339(since) ?? '',
    ...optional({ signal, description: brief(description), until: rfc3339(until) }),
  };
}
