import { Injectable } from '@nestjs/common';
import type { DefinitionSummary, DefinitionView } from '#contract';
import { PublicAddress } from '#platform';
import type { DefinitionRow, StoredDefinition } from './store/definition-store';

/** Definitions as clients see them. */
@Injectable()
export class DefinitionViews {
  constructor(private readonly address: PublicAddress) {}

  of(definition: StoredDefinition, warnings: readonly string[] = []): DefinitionView {
    const { inputs, job, retiredAt } = definition;
    return {
      ...this.summary(definition),
      inputs,
      job,
      ...(retiredAt !== null && { retiredAt: new Date(retiredAt).toISOString() }),
      ...(warnings.length > 0 && { warnings: [...warnings] }),
    };
  }

  summary({ name, version, description, labels, createdAt, createdBy }: DefinitionRow): DefinitionSummary {
    return {
      name,
      version,
      ...(description !== null && { description }),
      ...(Object.keys(labels).length > 0 && { labels }),
      createdAt: new Date(createdAt).toISOString(),
      ...(createdBy !== null && { createdBy }),
      href: `${this.address.url}/definitions/${name}/versions/${version}`,
      rel: 'definition',
    };
  }
}
