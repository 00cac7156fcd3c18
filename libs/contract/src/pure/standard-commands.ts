/** Standard commands that change nothing, whether or not the forms of a service say so (protocol, section 2). */
export const SAFE_COMMANDS: ReadonlySet<string> = new Set(['read', 'list', 'filter']);

/** Standard commands whose effect lasts. A repetition changes nothing more. */
export const CHANGING_COMMANDS: ReadonlySet<string | null> = new Set(['create', 'update', 'delete']);
