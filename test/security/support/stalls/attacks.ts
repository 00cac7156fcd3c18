import type { Attack } from './hostile-http';
import { type Headers, send } from './send';

export type Attacks = Record<string, Attack>;

export const times = <T>(count: number, item: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, at) => item(at));
export const post =
  (path: string, body: () => unknown, headers: Headers = {}): Attack =>
  (url) => {
    const given = body();
    return send('POST', url + path, typeof given === 'string' ? given : JSON.stringify(given), headers);
  };
