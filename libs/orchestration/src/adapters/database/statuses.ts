/** What somebody has to go on with. */
export const OPEN = ['accepted', 'running', 'paused', 'reverting'] as const;
/** Whoever was killed or needs attention may still have effects that somebody has to look at. */
export const SETTLED = ['completed', 'failed', 'cancelled', 'reverted'] as const;
