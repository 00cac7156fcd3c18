/** Where in the console a person is: all of it stands in the address, so that it can be sent to others. */
export interface Route {
  readonly screen: ScreenName;
  /** A job's id, the name of a definition, … */
  readonly subject?: string;
  readonly query: URLSearchParams;
}

export const SCREENS = ['inbox', 'jobs', 'run', 'definitions', 'services', 'state'] as const;
export type ScreenName = (typeof SCREENS)[number] | 'not-found';

export function parseRoute(path: string, search: string): Route {
  const [screen = '', ...rest] = path.split('/').filter(Boolean);
  const query = new URLSearchParams(search);
  if (screen === '') return { screen: SCREENS[0], query };
  const known = SCREENS.find((one) => one === screen);
  if (!known || rest.length > 1) return { screen: 'not-found', query };
  return { screen: known, subject: rest[0] === undefined ? undefined : decoded(rest[0]), query };
}

/** The address of a screen. Empty values are left out; what is given as an array is repeated. */
export function hrefOf(
  screen: ScreenName,
  subject?: string,
  query: Readonly<Record<string, string | readonly string[] | undefined>> = {},
): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    for (const one of [value].flat()) if (one) search.append(name, one);
  const path = subject === undefined ? `/${screen}` : `/${screen}/${encodeURIComponent(subject)}`;
  return search.size > 0 ? `${path}?${search}` : path;
}

/** An address that a person has shortened may end in the middle of a character. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
