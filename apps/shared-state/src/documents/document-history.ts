import { Injectable } from '@nestjs/common';
import { parsingJson, PlatformError } from '#contract';
import { inTimeSlices, readInTurns } from '#platform';
import { changedPointers, type PointerChange } from '../versions/changed-pointers';
import type { DocumentVersion } from './document-versions';
import { DocumentStore } from './document-store';
import type { DocumentUser } from './document-user';
import { documentNotFound } from './write-order';

export interface ExplainedVersion extends DocumentVersion {
  /** Compared with the version before; undefined where that is not kept. */
  readonly changes?: readonly PointerChange[];
}

/** What documents were before, and who changed what. */
@Injectable()
export class DocumentHistory {
  constructor(private readonly store: DocumentStore) {}

  /** Newest first. @throws PlatformError `not-found` */
  async list(id: string, user: DocumentUser): Promise<DocumentVersion[]> {
    return [...(await this.versions(id, user))];
  }

  /** @throws PlatformError `not-found`, also for a version that is not kept */
  async read(id: string, version: number, user: DocumentUser): Promise<ExplainedVersion> {
    let found: DocumentVersion | undefined;
    for (const one of await this.versions(id, user)) {
      if (found) return { ...found, changes: await changesOf(one.json, found.json) };
      if (one.version === version) found = one;
    }
    if (!found) throw new PlatformError('not-found', `Version ${version} of the document ${id} is not kept`);
    return found.version === 1 ? { ...found, changes: await changesOf('{}', found.json) } : found;
  }

  private async versions(id: string, user: DocumentUser): Promise<Iterable<DocumentVersion>> {
    return (await this.store.versions(id, user)) ?? documentNotFound(id);
  }
}

async function changesOf(before: string, after: string): Promise<PointerChange[]> {
  const read = (json: string) => readInTurns(Buffer.from(json), parsingJson);
  return inTimeSlices(changedPointers(await read(before), await read(after)));
}
