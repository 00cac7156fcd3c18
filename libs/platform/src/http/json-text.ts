/** Serialized JSON: a handler that returns it has it sent unchanged. */
export class JsonText {
  constructor(readonly text: string) {}

  toJSON(): unknown {
    return JSON.parse(this.text);
  }
}
