import { definingDocument } from '../document/address';
import type { AlpsDocument, DescriptorType, RawDescriptor } from '../document/alps-document';
import { type ProfileFault, ProfileFaults } from '../document/profile-fault';
import { MOST_DEPTH } from '../document/read-document';
import type { Descriptor, Vocabulary } from './vocabulary';

export interface VocabularyRead {
  readonly vocabulary: Vocabulary;
  readonly faults: readonly ProfileFault[];
}

/**
 * Follows what descriptors inherit and return, within a profile and the documents it refers to.
 * @param documents those that could be read, by address; with the profile's own
 */
export function resolveVocabulary(profile: AlpsDocument, documents: ReadonlyMap<string, AlpsDocument>): VocabularyRead {
  return new Resolver(profile, documents).resolve();
}

/** A profile's transitions are kept in an index of all profiles. */
const MOST_TRANSITIONS = 1_000;
/** Fields of all descriptors together: lists that many descriptors inherit are counted for each of them. */
const MOST_FIELDS = 20_000;

/** A descriptor, and the document it stands in. */
interface Placed {
  readonly document: AlpsDocument;
  readonly raw: RawDescriptor;
}

interface Inherited {
  readonly chain: readonly Placed[];
  readonly type: DescriptorType;
  readonly def?: string;
  readonly title?: string;
  readonly rt?: string;
  readonly descriptors: readonly Placed[];
}

class Resolver {
  private readonly faults = new ProfileFaults();
  private readonly descriptors = new Map<string, Descriptor>();
  private readonly inheritances = new Map<RawDescriptor, Inherited>();
  private readonly open: Placed[] = [];
  private fields = 0;

  constructor(
    private readonly profile: AlpsDocument,
    private readonly documents: ReadonlyMap<string, AlpsDocument>,
  ) {}

  resolve(): VocabularyRead {
    const transitions = new Set<string>();
    for (const raw of everyDescriptor(this.profile.descriptors)) {
      const placed = { document: this.profile, raw };
      this.check(placed);
      this.add(placed);
      if (this.inherited(placed).type !== 'semantic') transitions.add(this.referenceTo(placed));
    }
    this.addReachable();
    if (transitions.size > MOST_TRANSITIONS) {
      this.faults.add('too-large', '/alps/descriptor', `a profile has at most ${MOST_TRANSITIONS} transitions`);
    }
    const { address } = this.profile;
    const vocabulary = { address, transitions: [...transitions], descriptors: Object.fromEntries(this.descriptors) };
    return { vocabulary, faults: this.faults.list };
  }

  private addReachable(): void {
    for (let placed = this.open.pop(); placed; placed = this.open.pop()) {
      const reference = this.referenceTo(placed);
      if (this.descriptors.has(reference)) continue;
      const { descriptors, rt } = this.inherited(placed);
      this.fields += descriptors.length;
      if (this.fields > MOST_FIELDS) {
        return this.faults.add(
          'too-large',
          placed.raw.pointer,
          `descriptors have more than ${MOST_FIELDS} fields in all`,
        );
      }
      this.descriptors.set(reference, this.describe(placed));
      for (const field of descriptors) this.add(field);
      for (const id of [placed.raw.href, rt]) {
        const target = id === undefined ? undefined : this.find(id);
        if (target) this.add(target);
      }
    }
  }

  private add(placed: Placed): void {
    const target = this.pureTarget(placed);
    this.open.push(target ?? placed);
  }

  private describe(placed: Placed): Descriptor {
    const { chain, descriptors, rt, type, def, title } = this.inherited(placed);
    const fields = descriptors.filter((field) => this.inherited(field).type === 'semantic');
    const returned = rt === undefined ? undefined : this.find(rt);
    const ids = idsOf(chain);
    return {
      key: keyOf(chain, placed.raw.pointer),
      type,
      ids: ids.length > 0 ? ids : [this.referenceTo(placed)],
      ...(def !== undefined && { def }),
      ...(title !== undefined && { title }),
      fields: [...new Set(fields.map((field) => this.referenceTo(field)))],
      ...(returned && { returns: this.referenceTo(returned) }),
    };
  }

  /** What is said nearest counts: a list of descriptors replaces the one that would be inherited. */
  private inherited(placed: Placed): Inherited {
    const known = this.inheritances.get(placed.raw);
    if (known) return known;
    const chain = this.chainOf(placed);
    const nearest = <T>(pick: (raw: RawDescriptor) => T | undefined): T | undefined =>
      chain.map(({ raw }) => pick(raw)).find((value) => value !== undefined);
    const owner = chain.find(({ raw }) => raw.descriptors.length > 0);
    const inherited: Inherited = {
      chain,
      type: nearest(({ type }) => type) ?? 'semantic',
      def: nearest(({ def }) => def),
      title: nearest(({ title }) => title),
      rt: nearest(({ rt }) => rt),
      descriptors: owner ? owner.raw.descriptors.map((raw) => ({ document: owner.document, raw })) : [],
    };
    this.inheritances.set(placed.raw, inherited);
    return inherited;
  }

  /** The descriptor, and those it inherits from; a chain that cannot be followed ends where it breaks. */
  private chainOf(placed: Placed): Placed[] {
    const chain = new Map<RawDescriptor, Placed>();
    for (let next: Placed | undefined = placed; next && chain.size < MOST_DEPTH; next = this.baseOf(next)) {
      if (chain.has(next.raw)) break;
      chain.set(next.raw, next);
    }
    return [...chain.values()];
  }

  private baseOf({ raw }: Placed): Placed | undefined {
    return raw.href === undefined ? undefined : this.find(raw.href);
  }

  private find(id: string): Placed | undefined {
    const document = this.documents.get(definingDocument(id));
    const raw = document?.byId.get(id);
    return document && raw && { document, raw };
  }

  /** A descriptor that only refers to another is that other one. */
  private pureTarget({ raw }: Placed): Placed | undefined {
    const isPure = [raw.id, raw.name, raw.type, raw.def, raw.rt].every((own) => own === undefined);
    if (!isPure || raw.descriptors.length > 0 || raw.href === undefined) return undefined;
    const target = this.find(raw.href);
    return target && target.raw !== raw ? target : undefined;
  }

  private referenceTo(placed: Placed): string {
    const { document, raw } = this.pureTarget(placed) ?? placed;
    return raw.id ?? `${document.address}#${raw.pointer}`;
  }

  private check({ raw }: Placed): void {
    const { pointer, href, rt } = raw;
    if (href !== undefined) this.checkChain(raw, `${pointer}/href`);
    if (rt !== undefined && this.isKnownToLack(rt)) {
      this.faults.add('rt-unresolved', `${pointer}/rt`, `there is no descriptor ${rt}`);
    }
  }

  private checkChain(raw: RawDescriptor, pointer: string): void {
    const seen = new Set<RawDescriptor>();
    for (let current: RawDescriptor | undefined = raw; current?.href !== undefined;) {
      seen.add(current);
      if (this.isKnownToLack(current.href)) {
        return this.faults.add('href-unresolved', pointer, `there is no descriptor ${current.href}`);
      }
      const next: RawDescriptor | undefined = this.find(current.href)?.raw;
      if (next && seen.has(next)) {
        return this.faults.add('href-circle', pointer, `it inherits from itself, by way of ${current.href}`);
      }
      if (seen.size >= MOST_DEPTH) {
        return this.faults.add('too-deep', pointer, `it inherits over more than ${MOST_DEPTH} levels`);
      }
      current = next;
    }
  }

  /** A document that could not be read is a fault of its own: what it lacks is not known. */
  private isKnownToLack(id: string): boolean {
    return this.documents.has(definingDocument(id)) && !this.find(id);
  }
}

function* everyDescriptor(descriptors: readonly RawDescriptor[]): Generator<RawDescriptor> {
  for (const raw of descriptors) {
    yield raw;
    yield* everyDescriptor(raw.descriptors);
  }
}

function idsOf(chain: readonly Placed[]): string[] {
  const ids = chain.flatMap(({ raw }) => [raw.id, raw.href]);
  return [...new Set(ids.filter((id) => id !== undefined))];
}

/** An own id renames a descriptor as an own name does: so both go before an inherited name. */
function keyOf(chain: readonly Placed[], pointer: string): string {
  for (const { raw } of chain) {
    const key = raw.name ?? (raw.id === undefined ? undefined : fragmentOf(raw.id));
    if (key !== undefined) return key;
  }
  const { href } = chain.at(-1)!.raw;
  return href === undefined ? pointer : fragmentOf(href);
}

function fragmentOf(id: string): string {
  const fragment = id.slice(id.indexOf('#') + 1);
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}
