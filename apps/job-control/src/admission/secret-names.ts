import { Inject, Injectable } from '@nestjs/common';
import {
  type CallDto,
  callsOf,
  findingSecrets,
  hasEnoughFaults,
  type FieldFault,
  firstFaults,
  formatPointer,
  type JobDocument,
  PlatformError,
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
    for (const { call, pointer, name } of await inTimeSlices(secretsOf(document))) {
      if (slice.isOver) await slice.next();
      if (hasEnoughFaults(faults)) return firstFaults(faults);
      const message = await this.secrets.refusal(name, useIn(call, caller)).catch(unreadable);
      if (message !== null) faults.push({ pointer, message });
    }
    return faults;
  }
}

interface SecretOfCall {
  readonly name: string;
  readonly pointer: string;
  readonly call: CallDto;
}

/** What tasks and their alternatives send. What an alternative takes from its task goes to another service. */
function* secretsOf({ steps }: JobDocument): Generator<void, SecretOfCall[]> {
  const found: SecretOfCall[] = [];
  for (const [step, { tasks = [] }] of steps.entries()) {
    for (const [index, task] of tasks.entries()) {
      for (const [call, path] of callsOf(task, ['steps', step, 'tasks', index])) {
        const { input = task.input, headers = task.headers } = call;
        const places = [
          ...(isOfInnerJob(call) ? [] : yield* findingSecrets(input, ['input'])),
          ...(yield* findingSecrets(headers, ['headers'])),
        ];
        for (const { name, path: place } of places) {
          const isOwn = call[place[0] as 'input' | 'headers'] !== undefined;
          found.push({ name, pointer: formatPointer(isOwn ? [...path, ...place] : path), call });
        }
        yield;
      }
    }
  }
  return found;
}

/** The input of an inner job is passed on with its references. */
function isOfInnerJob({ service, serviceName = service }: CallDto): boolean {
  return serviceName === appInfo.name;
}

function useIn({ service, serviceName = service }: CallDto, caller: Principal | null): SecretUse {
  return { service: serviceName, principal: caller?.name ?? null };
}

function unreadable(cause: unknown): never {
  const reason = cause instanceof Error ? cause.message : String(cause);
  throw new PlatformError('unavailable', reason, { cause, retryAfterMs: RETRY_AFTER_MS });
}
