import { Inject, Injectable } from '@nestjs/common';
import {
  hasEnoughFaults,
  type FieldFault,
  firstFaults,
  formatPointer,
  type JobDocument,
  PlatformError,
  secretPlaces,
  type SecretPlace,
  type TaskDto,
} from '#contract';
import { type Secrets, SECRETS, type SecretUse } from '#orchestration';
import { type Principal, TimeSlice } from '#platform';
import { appInfo } from '../app-info';

const RETRY_AFTER_MS = 1_000;

/** Checks that the secrets a job names exist, and that its services and its submitter may use them. */
@Injectable()
export class SecretNames {
  constructor(@Inject(SECRETS) private readonly secrets: Secrets) {}

  /** References that would fail at run time, each with its pointer. */
  async faultsIn(document: JobDocument, caller: Principal | null): Promise<FieldFault[]> {
    const faults: FieldFault[] = [];
    const slice = new TimeSlice();
    for (const [step, { tasks }] of document.steps.entries()) {
      for (const [index, task] of tasks.entries()) {
        if (slice.isOver) await slice.next();
        for (const place of secretsOf(task)) {
          if (slice.isOver) await slice.next();
          if (hasEnoughFaults(faults)) return firstFaults(faults);
          const message = await this.secrets.refusal(place.name, useIn(task, caller)).catch(unreadable);
          if (message !== null)
            faults.push({ pointer: formatPointer(['steps', step, 'tasks', index, ...place.path]), message });
        }
      }
    }
    return faults;
  }
}

function useIn({ service, serviceName = service }: TaskDto, caller: Principal | null): SecretUse {
  return { service: serviceName, principal: caller?.name ?? null };
}

/** The input of an inner job is passed on with its references. */
function secretsOf({ input, headers, service, serviceName = service }: TaskDto): SecretPlace[] {
  const inInput = serviceName === appInfo.name ? [] : secretPlaces(input, ['input']);
  return [...inInput, ...secretPlaces(headers, ['headers'])];
}

function unreadable(cause: unknown): never {
  const reason = cause instanceof Error ? cause.message : String(cause);
  throw new PlatformError('unavailable', reason, { cause, retryAfterMs: RETRY_AFTER_MS });
}
