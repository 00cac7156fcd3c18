import type { ProfileFault, Vocabulary } from '#alps';
import type { AlpsStatus } from '#contract';

/** A document as it was last fetched. */
export interface ProfileDocument {
  readonly address: string;
  readonly etag?: string;
  readonly text: string;
}

/** All that is kept of the profile at one address. */
export interface StoredProfile {
  readonly address: string;
  readonly status: AlpsStatus;
  readonly faults: readonly ProfileFault[];
  /** Milliseconds since 1970. */
  readonly checkedAt: number;
  /** The last version that was valid; while the profile cannot be reached, it still counts. */
  readonly valid?: { readonly digest: string; readonly vocabulary: Vocabulary };
  readonly documents: readonly ProfileDocument[];
}
