/** 12 ms, 1.2 s, 3 min 4 s, 2 h 5 min. */
export function duration(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1_000);
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  return `${Math.floor(seconds / 3_600)} h ${Math.floor((seconds % 3_600) / 60)} min`;
}

/** The duration, up to now if it has not ended; undefined when it has not begun, or where a server sent no times. */
export function elapsed(part: { startedAt?: string; completedAt?: string }, now: number): string | undefined {
  if (part.startedAt === undefined) return undefined;
  const end = part.completedAt === undefined ? now : Date.parse(part.completedAt);
  const ms = end - Date.parse(part.startedAt);
  return Number.isNaN(ms) ? undefined : duration(Math.max(0, ms));
}
