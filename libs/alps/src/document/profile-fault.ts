/** What may be wrong with a profile. The codes are stable: clients compare them. */
type ProfileFaultCode =
  | 'unreachable'
  | 'not-json'
  | 'too-large'
  | 'too-deep'
  | 'too-many-links'
  | 'no-alps'
  | 'version-unknown'
  | 'wrong-kind'
  | 'no-id-or-href'
  | 'id-duplicate'
  | 'type-unknown'
  | 'href-malformed'
  | 'href-without-fragment'
  | 'href-unresolved'
  | 'href-circle'
  | 'rt-malformed'
  | 'rt-unresolved'
  | 'link-unreadable';

/** One fault of a profile. The pointer (RFC 6901) is a place in the profile's own document. */
export interface ProfileFault {
  readonly code: ProfileFaultCode;
  readonly pointer: string;
  readonly message: string;
}

const MOST_FAULTS = 100;
/** Characters: an id in a message may be as long as its document. */
const LONGEST_MESSAGE = 300;

/** Collects faults; those after the hundredth are dropped, so that a hostile profile costs no more than a wrong one. */
export class ProfileFaults {
  readonly list: ProfileFault[] = [];

  addAll(faults: readonly ProfileFault[]): void {
    for (const { code, pointer, message } of faults) this.add(code, pointer, message);
  }

  add(code: ProfileFaultCode, pointer: string, message: string): void {
    if (this.list.length < MOST_FAULTS) this.list.push({ code, pointer, message: message.slice(0, LONGEST_MESSAGE) });
  }
}
