import { Inject, Injectable } from '@nestjs/common';
import {
  type FieldFault,
  formatPointer,
  type JobDocument,
  PlatformError,
  secretPlaces,
  type SecretPlace,
  type TaskDto,
} from '#contract';
import { type Secrets, SECRETS } from '#orchestration';
import { appInfo } from '../app-info';

const RETRY_AFTER_MS = 1_000;

/** Whether the secrets that a job names are there, and for the services that it names. */
@Injectable()
export class SecretNames {
  constructor(@Inject(SECRETS) private readonly secrets: Secrets) {}

  /** What would fail when its turn came, each with its pointer. */
  async faultsIn(document: JobDocument): Promise<FieldFault[]> {
    const faults: FieldFault[] = [];
    for (const [step, { tasks }] of document.steps.entries()) {
      for (const [index, task] of tasks.entries()) {
        for (const place of placesIn(task)) {
          const message = await this.wrong(place, task);
          if (message !== null)
            faults.push({ pointer: formatPointer(['steps', step, 'tasks', index, ...place.path]), message });
        }
      }
    }
    return faults;
  }

  private async wrong({ name }: SecretPlace, { service, serviceName = service }: TaskDto): Promise<string | null> {
    const services = await this.secrets.boundTo(name).catch(unreadable);
    if (services === null) return `there is no secret "${name}" here`;
    if (serviceName === undefined || services.includes(serviceName)) return null;
    return `the secret "${name}" is not for ${serviceName}`;
  }
}

/** What a job is given as its input it hands on to the inner job, references and all. */
function placesIn({ input, headers, service, serviceName = service }: TaskDto): SecretPlace[] {
  const inInput = serviceName === appInfo.name ? [] : secretPlaces(input, ['input']);
  return [...inInput, ...secretPlaces(headers, ['headers'])];
}

function unreadable(cause: unknown): never {
  const reason = cause instanceof Error ? cause.message : String(cause);
  throw new PlatformError('unavailable', reason, { cause, retryAfterMs: RETRY_AFTER_MS });
}
