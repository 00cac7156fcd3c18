const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'the connection broke',
  EPIPE: 'the connection broke',
  ENOTFOUND: 'no such host',
  EAI_AGAIN: 'the name of the host cannot be looked up',
  EHOSTUNREACH: 'no way to the host',
  ENETUNREACH: 'no way to the host',
  ETIMEDOUT: 'no response in time',
  ECONNABORTED: 'no response in time',
  EPROTO: 'it does not speak TLS: http:// instead of https://?',
  ERR_INVALID_URL: 'not an http address',
  ERR_BAD_RESPONSE: 'the response broke off',
};

export interface ConnectionFailure {
  code?: string;
  message?: string;
}

/** In words, why a call got no response. */
export function failureReason({ code = '', message = '' }: ConnectionFailure): string {
  if (code.startsWith('HPE_')) return 'it does not speak HTTP';
  return REASONS[code] ?? (message === '' ? 'no response' : message);
}

const NEVER_SENT = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'ERR_INVALID_URL'];

/** Whether the call certainly did not arrive. */
export function wasNeverSent({ code = '' }: ConnectionFailure): boolean {
  return NEVER_SENT.includes(code);
}

/** Whether a request failed before there was a response; anything else that is thrown is a fault of the caller. */
export function isWithoutResponse(error: unknown): error is Error & { code?: string } {
  return error instanceof Error && 'isAxiosError' in error;
}

/** Whether the caller itself ended the request, by its signal. */
export function isAborted(error: unknown): boolean {
  return isWithoutResponse(error) && error.code === 'ERR_CANCELED';
}
