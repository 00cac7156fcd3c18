import { type InnerList, isInnerList, parseDictionary, serializeInnerList } from 'structured-headers';
import { SIGNATURE_TAG } from '#platform';

/** The signature headers of a call (RFC 9421, section 4). */
export interface CallSignature {
  readonly components: readonly string[];
  /** As they are signed: the value of `@signature-params`. */
  readonly params: string;
  /** Seconds since the Unix epoch. */
  readonly created: number;
  readonly expires: number;
  readonly nonce: string;
  readonly keyId: string;
  readonly bytes: Buffer;
}

/**
 * job-control's signature among any number of them; null when there is none.
 * @throws Error that says what is wrong with it
 */
export function readSignature(input: string, signatures: string): CallSignature | null {
  const [found, ...more] = [...parseDictionary(input)].filter(
    (entry): entry is [string, InnerList] => isInnerList(entry[1]) && entry[1][1].get('tag') === SIGNATURE_TAG,
  );
  if (!found) return null;
  if (more.length > 0) throw new Error('there is more than one');
  const [label, list] = found;
  const [bytes] = parseDictionary(signatures).get(label) ?? [];
  if (!(bytes instanceof ArrayBuffer)) throw new Error(`Signature has no "${label}"`);
  const [items, params] = list;
  return {
    components: items.map(([name, more]) => plainComponent(name, more)),
    params: serializeInnerList(list),
    created: whole(params.get('created'), 'created'),
    expires: whole(params.get('expires'), 'expires'),
    nonce: text(params.get('nonce'), 'nonce'),
    keyId: text(params.get('keyid'), 'keyid'),
    bytes: Buffer.from(bytes),
  };
}

/** Parameters of components change their meaning (RFC 9421, section 2.1); none are needed here. */
function plainComponent(name: unknown, params: ReadonlyMap<string, unknown>): string {
  if (typeof name === 'string' && params.size === 0) return name;
  throw new Error('components with parameters are not taken');
}

function whole(value: unknown, name: string): number {
  if (Number.isSafeInteger(value)) return value as number;
  throw new Error(`it has no ${name}`);
}

function text(value: unknown, name: string): string {
  if (typeof value === 'string' && value !== '' && value.length <= 256) return value;
  throw new Error(`it has no ${name}`);
}
