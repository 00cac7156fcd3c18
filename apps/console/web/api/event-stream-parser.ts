export interface StreamEvent {
  readonly event: string;
  readonly data: string;
  readonly id?: string;
}

/** Splits the text of a server-sent event stream (WHATWG HTML, section 9.2.6) into its events, in whatever portions it comes. */
export class EventStreamParser {
  private rest = '';
  private data: string[] = [];
  private event = '';
  private id?: string;

  push(text: string): StreamEvent[] {
    const lines = (this.rest + text).split(/\r\n|\n|\r(?!$)/);
    this.rest = lines.pop() ?? '';
    return lines.flatMap((line) => this.line(line));
  }

  private line(line: string): StreamEvent[] {
    if (line === '') return this.dispatch();
    const [, field = '', value = ''] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
    if (field === 'data') this.data.push(value);
    if (field === 'event') this.event = value;
    if (field === 'id') this.id = value;
    return [];
  }

  private dispatch(): StreamEvent[] {
    const { data, event, id } = this;
    this.data = [];
    this.event = '';
    this.id = undefined;
    return data.length === 0 ? [] : [{ event: event || 'message', data: data.join('\n'), id }];
  }
}
