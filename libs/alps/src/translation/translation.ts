import type { Mapped } from './mapped';

/** How the terms of a job become the message of one service, and its response becomes terms again. Plain JSON. */
export interface Translation {
  /** The transition that the job asks for, and the service's own. */
  readonly does: string;
  readonly transition: string;
  /** Of the service's profile when this was made. */
  readonly digest: string;
  /** Absent where the service takes plain input. */
  readonly message?: { readonly command: string; readonly resource: string };
  readonly request: readonly Mapped[];
  readonly response: readonly Mapped[];
}
