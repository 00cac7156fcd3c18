import type { FailureCode } from '#contract';

export const SECRETS = Symbol('Secrets');

/** Why a secret is not handed out. Says the name, never the value. */
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
  /** The name of the service; undefined where it is not known yet. */
  readonly service: string | undefined;
  /** Who submitted the job; null where nobody had to say who they are. */
  readonly principal: string | null;
}

/** What jobs refer to by name and only the configuration knows. Asked for at the last moment, and never kept. */
export interface Secrets {
  /**
   * Why the configuration does not allow this use; null when it does.
   * @throws SecretWithheld when the configuration cannot be read now
   */
  refusal(name: string, use: SecretUse): Promise<string | null>;

  /**
   * The value, for a request.
   * @throws SecretWithheld when there is none, it cannot be read now, or it is not for this use
   */
  reveal(name: string, use: SecretUse): Promise<string>;

  /** The text with every known value, in any of its usual spellings, replaced by the secret's name. */
  redact(text: string): string;

  /** Whether `redact` would ever change anything. */
  readonly any: boolean;
}
