import { request } from 'undici';

const DATA = 'data: ';

/** What a stream of events says, as it comes; ends when the reader does. */
export async function* eventsOf<Data>(url: string): AsyncGenerator<Data> {
  const { body } = await request(url, { headers: { accept: 'text/event-stream' } });
  // It complains when it is left before its end.
  body.once('error', () => undefined);
  let rest = '';
  for await (const chunk of body.setEncoding('utf8') as AsyncIterable<string>) {
    const lines = `${rest}${chunk}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line.startsWith(DATA)) yield JSON.parse(line.slice(DATA.length)) as Data;
  }
}
