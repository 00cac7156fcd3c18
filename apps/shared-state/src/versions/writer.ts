/** Who made a version of a document. */
export interface Writer {
  /** The principal; null where AUTH is off. */
  readonly by: string | null;
  /** The Idempotency-Key of the request: job-control's begin with the id of the job. */
  readonly key?: string;
}

interface Version {
  readonly tag: string;
  readonly written_by: string | null;
}

/** With the tag of the version: a replica of an older release writes the document, and leaves this as it was. */
export function writerText(tag: string, { by, key }: Writer): string {
  return JSON.stringify([tag, by, key ?? null]);
}

/** Undefined for versions from before writers were kept. */
export function writerOf({ tag, written_by }: Version): Writer | undefined {
  if (written_by === null) return undefined;
  const [ofTag, by, key] = JSON.parse(written_by) as [string, string | null, string | null];
  return ofTag === tag ? { by, ...(key !== null && { key }) } : undefined;
}
