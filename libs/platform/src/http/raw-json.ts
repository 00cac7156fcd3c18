/** The body of a request that is too large to be parsed by the thread that answers all the others. */
export class RawJson {
  constructor(readonly bytes: Buffer) {}
}
