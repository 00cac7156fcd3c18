import { Injectable } from '@nestjs/common';
import {
  type AlpsDocument,
  vocabularyDigest,
  MOST_LINKS,
  type ProfileFault,
  ProfileFaults,
  readDocument,
  resolveVocabulary,
} from '#alps';
import { type DocumentFetch, DocumentFetcher } from './document-fetcher';
import type { ProfileDocument, StoredProfile } from '../core/stored-profile';

/** Reads a profile with all documents it refers to. A document that cannot be fetched is taken as it was last fetched. */
@Injectable()
export class ProfileReader {
  constructor(private readonly fetcher: DocumentFetcher) {}

  async read(address: string, known: StoredProfile | undefined, signal: AbortSignal): Promise<StoredProfile> {
    const documents = new FetchedDocuments(known?.documents ?? []);
    const fetchAll = (addresses: readonly string[]) =>
      Promise.all(
        addresses.map(async (one) => documents.add(one, await this.fetcher.fetch(one, documents.before(one), signal))),
      );
    await fetchAll([address]);
    for (let next = documents.missing(); next.length > 0; next = documents.missing()) await fetchAll(next);
    return documents.toProfile(address, known?.valid);
  }
}

class FetchedDocuments {
  private readonly stored = new Map<string, ProfileDocument>();
  private readonly read = new Map<string, AlpsDocument>();
  private readonly unreachable = new Map<string, string>();
  private readonly invalid = new Map<string, readonly ProfileFault[]>();
  private readonly known: ReadonlyMap<string, ProfileDocument>;
  private tooMany = false;

  constructor(known: readonly ProfileDocument[]) {
    this.known = new Map(known.map((document) => [document.address, document]));
  }

  before(address: string): ProfileDocument | undefined {
    return this.known.get(address);
  }

  add(address: string, fetched: DocumentFetch): void {
    if ('unreachable' in fetched) this.unreachable.set(address, fetched.unreachable);
    const stored = 'document' in fetched ? fetched.document : this.known.get(address);
    if (!stored) return;
    const { document, faults } = readDocument(Buffer.from(stored.text), address);
    this.stored.set(address, stored);
    this.read.set(address, document);
    if (faults.length > 0) this.invalid.set(address, faults);
  }

  /** Documents that are referred to and were not asked for yet. */
  missing(): string[] {
    const all = new Set([...this.read.values()].flatMap(({ links }) => links));
    const left = [...all].filter((address) => !this.read.has(address) && !this.unreachable.has(address));
    const room = MOST_LINKS + 1 - new Set([...this.read.keys(), ...this.unreachable.keys()]).size;
    this.tooMany ||= left.length > room;
    return left.slice(0, Math.max(0, room));
  }

  toProfile(address: string, valid: StoredProfile['valid']): StoredProfile {
    const checkedAt = Date.now();
    const documents = [...this.stored.values()];
    const profile = this.read.get(address);
    const unreached = this.unreachedFaults(profile);
    if (unreached.length > 0 || !profile) {
      return { address, status: 'unreachable', faults: unreached, checkedAt, ...(valid && { valid }), documents };
    }
    const { vocabulary, faults: unresolved } = resolveVocabulary(profile, this.read);
    const collected = new ProfileFaults();
    for (const some of [this.invalid.get(address) ?? [], this.linkFaults(profile), unresolved]) collected.addAll(some);
    const faults = collected.list;
    if (faults.length > 0) return { address, status: 'invalid', faults, checkedAt, documents };
    return {
      address,
      status: 'ok',
      faults,
      checkedAt,
      valid: { digest: vocabularyDigest(vocabulary), vocabulary },
      documents,
    };
  }

  private unreachedFaults(profile: AlpsDocument | undefined): ProfileFault[] {
    const faults = new ProfileFaults();
    for (const [address, message] of this.unreachable) {
      if (!profile || address === profile.address) faults.add('unreachable', '', message);
      else faults.add('link-unreadable', pointerTo(profile, address), message);
    }
    return faults.list;
  }

  private linkFaults(profile: AlpsDocument): ProfileFault[] {
    const faults = new ProfileFaults();
    if (this.tooMany) faults.add('too-many-links', '', `it refers to more than ${MOST_LINKS} other documents`);
    for (const [address, [fault]] of this.invalid) {
      if (address === profile.address || !fault) continue;
      const message = `${address} is not valid: ${fault.pointer || 'the document'}: ${fault.message}`;
      faults.add('link-unreadable', pointerTo(profile, address), message);
    }
    return faults.list;
  }
}

/** Where a profile refers to a document first; the whole profile if only another document does. */
function pointerTo({ descriptors }: AlpsDocument, address: string): string {
  const open = [...descriptors];
  for (let one = open.shift(); one; one = open.shift()) {
    if (one.href?.startsWith(`${address}#`)) return `${one.pointer}/href`;
    if (one.rt?.startsWith(`${address}#`)) return `${one.pointer}/rt`;
    open.unshift(...one.descriptors);
  }
  return '';
}
