import type { IncomingMessage, ServerResponse } from 'node:http';

export interface Cookie {
  readonly name: string;
  /** Of characters that need no quoting. */
  readonly value: string;
  /** 0 deletes it. */
  readonly seconds: number;
  readonly secure: boolean;
  readonly sameSite: 'Strict' | 'Lax';
}

/** The value of a cookie; the first where the browser sends several of one name. */
export function readCookie({ headers: { cookie = '' } }: IncomingMessage, name: string): string | undefined {
  const pair = cookie.split(/; */).find((one) => one.startsWith(`${name}=`));
  return pair?.slice(name.length + 1);
}

/** Adds a cookie to the response that scripts cannot read. */
export function writeCookie(response: ServerResponse, { name, value, seconds, secure, sameSite }: Cookie): void {
  const attributes = [
    'Path=/',
    'HttpOnly',
    `SameSite=${sameSite}`,
    `Max-Age=${seconds}`,
    ...(secure ? ['Secure'] : []),
  ];
  response.appendHeader('Set-Cookie', [`${name}=${value}`, ...attributes].join('; '));
}
