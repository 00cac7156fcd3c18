import { Inject, Injectable } from '@nestjs/common';
import { type JobValidationView, PlatformError } from '#contract';
import { type Clock, CLOCK, OrchestrationConfig } from '#orchestration';
import type { Principal } from '#platform';
import { DefinitionCheck } from './definition-check';
import {
  DEFINITION_STORE,
  type DefinitionFilter,
  type DefinitionPage,
  type DefinitionStore,
  type StoredDefinition,
  type VersionFilter,
  type VersionPage,
} from './store/definition-store';

export interface PutDefinition {
  readonly definition: StoredDefinition;
  readonly isNew: boolean;
  readonly warnings: readonly string[];
}

/** The definitions of this platform: all callers share them. */
@Injectable()
export class DefinitionCatalog {
  constructor(
    @Inject(DEFINITION_STORE) private readonly store: DefinitionStore,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly definitions: DefinitionCheck,
    private readonly config: OrchestrationConfig,
  ) {}

  /** @throws PlatformError `unprocessable` with every fault, or `insufficient-storage` */
  async put(name: string, body: unknown, caller: Principal | null): Promise<PutDefinition> {
    const { content, warnings } = await this.definitions.check(name, body);
    const author = { at: this.clock.now(), by: caller?.name ?? null };
    const put = await this.store.put(name, content, author, {
      definitions: this.config.JOB_MAX_DEFINITIONS,
      versionsOfOne: this.config.JOB_MAX_DEFINITION_VERSIONS,
    });
    return { ...put, warnings };
  }

  /** The faults of a definition, and its warnings. Nothing is kept. */
  validate(body: unknown): Promise<JobValidationView> {
    return this.definitions.validate(body);
  }

  list(page: DefinitionFilter): Promise<DefinitionPage> {
    return this.store.list(page);
  }

  /** @throws PlatformError `not-found` */
  async versions(name: string, page: VersionFilter): Promise<VersionPage> {
    const versions = await this.store.versions(name, page);
    if (versions) return versions;
    throw noSuchDefinition(`"${name}"`);
  }

  /** @throws PlatformError `not-found` */
  async find(name: string, version?: number): Promise<StoredDefinition> {
    const definition = await this.store.find(name, version);
    if (definition) return definition;
    throw noSuchDefinition(version === undefined ? `"${name}"` : `"${name}" of version ${version}`);
  }

  /** @throws PlatformError `not-found`, or `retired` */
  async startable(name: string, version?: number): Promise<StoredDefinition> {
    const definition = await this.find(name, version);
    if (definition.retiredAt === null) return definition;
    throw new PlatformError('retired', `The definition "${name}" was retired: no new job is made from it`);
  }

  /** @throws PlatformError `not-found` */
  async retire(name: string): Promise<void> {
    if (!(await this.store.retire(name, this.clock.now()))) throw noSuchDefinition(`"${name}"`);
  }
}

function noSuchDefinition(which: string): PlatformError {
  return new PlatformError('not-found', `There is no definition ${which}`);
}
