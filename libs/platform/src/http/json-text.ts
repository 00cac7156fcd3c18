/** JSON that is text already: a handler that returns it has it sent as it is. */
export class JsonText {
  constructor(readonly text: string) {}

  toJSON(): unknown {
    return JSON.parse(this.text);
  }
}
