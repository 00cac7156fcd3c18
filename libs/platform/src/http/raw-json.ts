/** A request body that is too large to be parsed on the thread that serves all requests. */
export class RawJson {
  constructor(readonly bytes: Buffer) {}
}
