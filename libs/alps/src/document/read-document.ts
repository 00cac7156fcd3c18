import { isJsonObject, type JsonObject } from '#contract/pure';
import { descriptorId, definingDocument, idIn } from './address';
import { type AlpsDocument, DESCRIPTOR_TYPES, type DescriptorType, type RawDescriptor } from './alps-document';
import { type ProfileFault, ProfileFaults } from './profile-fault';

/** Bytes of one document. */
export const MOST_BYTES = 256 * 1024;
/** Levels of descriptors in descriptors, and of descriptors that inherit from others. */
export const MOST_DEPTH = 64;
const MOST_DESCRIPTORS = 10_000;
/** Other documents that a profile refers to, directly or through others. */
export const MOST_LINKS = 16;

export interface AlpsDocumentRead {
  readonly document: AlpsDocument;
  readonly faults: readonly ProfileFault[];
}

/**
 * Reads ALPS 1.0 as JSON (draft-amundsen-richardson-foster-alps-07).
 * @param address where it was fetched from: its descriptors' ids become absolute with it
 */
export function readDocument(bytes: Uint8Array, address: string): AlpsDocumentRead {
  const faults = new ProfileFaults();
  const alps = alpsIn(bytes, faults);
  return { document: new Reader(address, faults).read(alps), faults: faults.list };
}

function alpsIn(bytes: Uint8Array, faults: ProfileFaults): JsonObject {
  if (bytes.length > MOST_BYTES) {
    faults.add('too-large', '', `a profile has at most ${MOST_BYTES} bytes`);
    return {};
  }
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    faults.add('not-json', '', `this is not JSON: ${(error as Error).message}`);
    return {};
  }
  if (isJsonObject(value) && isJsonObject(value.alps)) return value.alps;
  faults.add('no-alps', '', 'expected an object with the member "alps"');
  return {};
}

class Reader {
  private readonly byId = new Map<string, RawDescriptor>();
  private readonly links = new Set<string>();
  private count = 0;

  constructor(
    private readonly address: string,
    private readonly faults: ProfileFaults,
  ) {}

  read(alps: JsonObject): AlpsDocument {
    const { version } = alps;
    if (version !== undefined && version !== '1.0') {
      this.faults.add('version-unknown', '/alps/version', 'expected "1.0"');
    }
    const title = this.text(alps, 'title', '/alps');
    const descriptors = this.readList(alps, '/alps', 1);
    return { address: this.address, ...known({ title }), descriptors, byId: this.byId, links: [...this.links] };
  }

  /** The draft lets a single descriptor stand for a list of one. */
  private readList({ descriptor }: JsonObject, pointer: string, depth: number): RawDescriptor[] {
    const place = `${pointer}/descriptor`;
    if (descriptor === undefined) return [];
    if (depth > MOST_DEPTH) {
      this.faults.add('too-deep', place, `descriptors are at most ${MOST_DEPTH} levels deep`);
      return [];
    }
    if (Array.isArray(descriptor)) {
      return descriptor.flatMap((item, index) => this.readDescriptor(item, `${place}/${index}`, depth));
    }
    return this.readDescriptor(descriptor, place, depth);
  }

  private readDescriptor(value: unknown, pointer: string, depth: number): RawDescriptor[] {
    if (!isJsonObject(value)) {
      this.faults.add('wrong-kind', pointer, 'expected a descriptor, which is an object');
      return [];
    }
    if (++this.count > MOST_DESCRIPTORS) {
      this.faults.add('too-large', pointer, `a profile has at most ${MOST_DESCRIPTORS} descriptors`);
      return [];
    }
    const id = this.text(value, 'id', pointer);
    const own = {
      name: this.text(value, 'name', pointer),
      title: this.text(value, 'title', pointer),
      def: this.text(value, 'def', pointer),
      type: this.type(value, pointer),
      href: this.reference(value, 'href', pointer),
      rt: this.reference(value, 'rt', pointer),
    };
    if (id === undefined && value.href === undefined) {
      this.faults.add('no-id-or-href', pointer, 'a descriptor needs an id or an href');
    }
    const descriptors = this.readList(value, pointer, depth + 1);
    const descriptor = { pointer, ...known({ id: id && idIn(this.address, id), ...own }), descriptors };
    this.index(descriptor);
    return [descriptor];
  }

  private index(descriptor: RawDescriptor): void {
    const { id, pointer } = descriptor;
    if (id === undefined) return;
    if (this.byId.has(id))
      this.faults.add('id-duplicate', `${pointer}/id`, `${id} is the id of another descriptor too`);
    else this.byId.set(id, descriptor);
  }

  private type({ type }: JsonObject, pointer: string): DescriptorType | undefined {
    if (type === undefined) return undefined;
    const known = DESCRIPTOR_TYPES.find((one) => one === type);
    if (!known) this.faults.add('type-unknown', `${pointer}/type`, `expected one of ${DESCRIPTOR_TYPES.join(', ')}`);
    return known;
  }

  private text(value: JsonObject, member: string, pointer: string): string | undefined {
    const text = value[member];
    if (text === undefined) return undefined;
    if (typeof text === 'string' && text !== '') return text;
    this.faults.add('wrong-kind', `${pointer}/${member}`, 'expected a text that is not empty');
    return undefined;
  }

  private reference(value: JsonObject, member: 'href' | 'rt', pointer: string): string | undefined {
    const text = this.text(value, member, pointer);
    if (text === undefined) return undefined;
    const place = `${pointer}/${member}`;
    if (!URL.canParse(text, this.address)) {
      this.faults.add(`${member}-malformed`, place, 'expected an address');
      return undefined;
    }
    const id = descriptorId(text, this.address);
    if (id === undefined) {
      const code = member === 'href' ? 'href-without-fragment' : 'rt-malformed';
      this.faults.add(code, place, 'expected an address with the id of a descriptor as its fragment');
      return undefined;
    }
    if (definingDocument(id) !== this.address) this.links.add(definingDocument(id));
    return id;
  }
}

function known<T extends object>(members: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as never;
}
