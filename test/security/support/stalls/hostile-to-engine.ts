import { type Attacks, post, times } from './attacks';
import type { Attack } from './hostile-http';
import { send } from './send';

const call = (message: () => unknown, path = '/execute'): Attack => post(path, message);
const create = (payload: () => object): Attack =>
  call(() => ({ command: 'create', resource: 'todo', payload: { title: 't', ...payload() } }));
const filter = (payload: () => object): Attack =>
  call(() => ({ command: 'filter', resource: 'todo', payload: payload() }));
const list: Attack = (url) => send('POST', `${url}/execute`, JSON.stringify({ command: 'list', resource: 'todo' }));

export const ENGINE: Attacks = {
  'a title of a megabyte': create(() => ({ title: 't'.repeat(1_000_000) })),
  'a title that is a list': create(() => ({ title: times(240_000, () => 1) })),
  'a status of a megabyte': create(() => ({ status: 's'.repeat(1_000_000) })),
  'a day of digits': create(() => ({ due: '1'.repeat(1_000_000) })),
  'a day of dashes': create(() => ({ due: `2026${'-01'.repeat(300_000)}` })),
  'a day with a fraction': create(() => ({ due: `2026-01-01T00:00:00.${'0'.repeat(900_000)}Z` })),
  'a day and zones': create(() => ({ due: `2026-01-01T00:00:00${'+01:00'.repeat(150_000)}` })),
  'fields that are unknown': create(() => Object.fromEntries(times(70_000, (at) => [`f${at}`, at]))),
  'fields that are whole numbers': create(() => Object.fromEntries(times(70_000, (at) => [String(at * 7), at]))),
  'a command without an end': call(() => ({ command: 'c'.repeat(1_000_000), resource: 'todo' })),
  'a resource without an end': call(() => ({ command: 'create', resource: 'r'.repeat(1_000_000) })),
  'an id without an end': call(() => ({ command: 'read', resource: 'todo', id: 'i'.repeat(1_000_000) })),
  'an id that is a list': call(() => ({ command: 'read', resource: 'todo', id: times(240_000, () => 1) })),
  'metadata by the ten thousand': call(() => ({
    command: 'list',
    resource: 'todo',
    metadata: Object.fromEntries(times(70_000, (at) => [`m${at}`, 1])),
  })),
  'a filter of a megabyte': filter(() => ({ title: '%'.repeat(1_000_000) })),
  'a filter of stars': filter(() => ({ title: '*a'.repeat(500_000) })),
  'a filter that is an object': filter(() => ({ title: Object.fromEntries(times(70_000, (at) => [`t${at}`, 1])) })),
  'fields to filter by': filter(() => Object.fromEntries(times(70_000, (at) => [`f${at}`, 1]))),
  'an update of a megabyte': call(() => ({
    command: 'update',
    resource: 'todo',
    id: 'x',
    payload: { title: 't'.repeat(1_000_000) },
  })),
  'a message that was never executed': call(
    () => ({ command: 'create', resource: 'todo', payload: { title: 't'.repeat(1_000_000) } }),
    '/revert',
  ),
  'a message to be repeated': call(
    () => ({ command: 'create', resource: 'todo', payload: { title: 't'.repeat(1_000_000) } }),
    '/repeat',
  ),
  'plain input of many members': call(() => Object.fromEntries(times(80_000, (at) => [`p${at}`, 1]))),
  'unknown members beside the command': call(() => ({
    command: 'list',
    resource: 'todo',
    ...Object.fromEntries(times(70_000, (at) => [`u${at}`, 1])),
  })),
  'marks to be composed': create(() => ({ title: `a${'\u0315\u0300\u05ae\u0062'.repeat(120_000)}` })),
  'all of a thousand records': list,
  'all records, forty of them of a megabyte': async (url) => {
    const large = create(() => ({ title: 't'.repeat(1_000_000) }));
    for (let count = 0; count < 40; count++) await large(url);
    return list(url);
  },
  'a search in records of a megabyte': filter(() => ({ title: 'u' })),
};
