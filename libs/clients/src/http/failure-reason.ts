const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'the connection broke',
  EPIPE: 'the connection broke',
  ENOTFOUND: 'no such host',
  EAI_AGAIN: 'the name of the host cannot be looked up',
  EHOSTUNREACH: 'no way to the host',
  ENETUNREACH: 'no way to the host',
  ETIMEDOUT: 'no answer in time',
  ECONNABORTED: 'no answer in time',
  EPROTO: 'it does not speak TLS: http:// instead of https://?',
  ERR_INVALID_URL: 'not an http address',
  ERR_BAD_RESPONSE: 'the answer broke off',
};

/** In words, why a call got no answer. */
export function failureReason({ code = '', message }: { code?: string; message: string }): string {
  if (code.startsWith('HPE_')) return 'it does not speak HTTP';
  return REASONS[code] ?? (message === '' ? 'no answer' : message);
}

const NEVER_SENT = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'ERR_INVALID_URL'];

/** Whether the call certainly did not arrive. */
export function wasNeverSent({ code = '' }: { code?: string }): boolean {
  return NEVER_SENT.includes(code);
}
