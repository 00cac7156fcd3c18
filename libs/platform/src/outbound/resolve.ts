import { type LookupAddress, promises } from 'node:dns';

/** All addresses of a host name. Rejects if there are none. */
export type Resolve = (hostname: string) => Promise<readonly LookupAddress[]>;

/** The machine's resolver: its hosts file, then DNS. */
export const resolveWithSystem: Resolve = (hostname) => promises.lookup(hostname, { all: true });
