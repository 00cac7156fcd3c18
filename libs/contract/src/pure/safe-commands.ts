/** Standard commands that change nothing, whether or not the forms of a service say so (protocol, section 2). */
export const SAFE_COMMANDS: ReadonlySet<string> = new Set(['read', 'list', 'filter']);
