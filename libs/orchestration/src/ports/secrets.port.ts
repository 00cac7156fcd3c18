import type { FailureCode } from '#contract';

export const SECRETS = Symbol('Secrets');

/** A secret is not available for this use. The message has its name, never its value. */
export class SecretWithheld extends Error {
  override readonly name = 'SecretWithheld';

  constructor(
    readonly code: Extract<FailureCode, 'secret-refused' | 'secret-unavailable'>,
    message: string,
  ) {
    super(message);
  }
}

/** Where a secret would go, and for whom. */
export interface SecretUse {
  /** The name of the service; undefined if it is not known yet. */
  readonly service: string | undefined;
  /** The submitter of the job; null without authentication. */
  readonly principal: string | null;
}

/** Values that jobs refer to by name. Read immediately before use, and never stored. */
export interface Secrets {
  /**
   * Why the configuration does not allow this use; null if it does.
   * @throws SecretWithheld if the configuration cannot be read now
   */
  refusal(name: string, use: SecretUse): Promise<string | null>;

  /**
   * The value, for a request.
   * @throws SecretWithheld if there is none, it cannot be read now, or this use is not allowed
   */
  reveal(name: string, use: SecretUse): Promise<string>;

  /** The text with every known value, in any of its usual spellings, replaced by the secret's name. */
  redact(text: string): string;

  /** Whether `redact` would ever change anything. */
  readonly any: boolean;
}
