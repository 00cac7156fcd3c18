import { Inject, Injectable } from '@nestjs/common';
import {
  findingSecrets,
  hasEnoughFaults,
  type FieldFault,
  firstFaults,
  formatPointer,
  type JobDocument,
  PlatformError,
  type SecretPlace,
  type TaskDto,
} from '#contract';
import { type Secrets, SECRETS, type SecretUse } from '#orchestration';
import { inTimeSlices, type Principal, TimeSlice } from '#platform';
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
    for (const { task, path, name } of await inTimeSlices(secretsOf(document))) {
      if (slice.isOver) await slice.next();
      if (hasEnoughFaults(faults)) return firstFaults(faults);
      const message = await this.secrets.refusal(name, useIn(task, caller)).catch(unreadable);
      if (message !== null) faults.push({ pointer: formatPointer(path), message });
    }
    return faults;
  }
}

interface SecretOfTask extends SecretPlace {
  readonly task: TaskDto;
}

function* secretsOf({ steps }: JobDocument): Generator<void, SecretOfTask[]> {
  const found: SecretOfTask[] = [];
  for (const [step, { tasks = [] }] of steps.entries()) {
    for (const [index, task] of tasks.entries()) {
      const path = ['steps', String(step), 'tasks', String(index)];
      const places = [
        ...(isOfInnerJob(task) ? [] : yield* findingSecrets(task.input, [...path, 'input'])),
        ...(yield* findingSecrets(task.headers, [...path, 'headers'])),
      ];
      for (const place of places) found.push({ ...place, task });
      yield;
    }
  }
  return found;
}

/** The input of an inner job is passed on with its references. */
function isOfInnerJob({ service, serviceName = service }: TaskDto): boolean {
  return serviceName === appInfo.name;
}

function useIn({ service, serviceName = service }: TaskDto, caller: Principal | null): SecretUse {
  return { service: serviceName, principal: caller?.name ?? null };
}

function unreadable(cause: unknown): never {
  const reason = cause instanceof Error ? cause.message : String(cause);
  throw new PlatformError('unavailable', reason, { cause, retryAfterMs: RETRY_AFTER_MS });
}
