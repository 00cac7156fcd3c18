/** One message of a `text/event-stream` (HTML Living Standard, 9.2). */
export interface StreamMessage {
  id?: string;
  event?: string;
  data: string;
}

const MAX_MESSAGE_CHARS = 16 * 1024 * 1024;

/** Splits an event stream into messages; skips comments (heartbeats) and unknown fields. */
export async function* readEventStream(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<StreamMessage> {
  for await (const block of blocks(chunks)) {
    const message = readMessage(block);
    if (message) yield message;
  }
}

async function* blocks(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of chunks) {
    const parts = (rest + decoder.decode(chunk, { stream: true })).split(/\r\n\r\n|\n\n|\r\r/);
    rest = parts.pop() ?? '';
    if (rest.length > MAX_MESSAGE_CHARS) throw new Error('a message of the stream is too large');
    yield* parts;
  }
}

function readMessage(block: string): StreamMessage | undefined {
  const data: string[] = [];
  const message: StreamMessage = { data: '' };
  for (const line of block.split(/\r\n|\n|\r/)) {
    const [, field, value = ''] = /^([^:]*)(?:: ?(.*))?$/.exec(line) ?? [];
    if (field === 'data') data.push(value);
    else if (field === 'id' || field === 'event') message[field] = value;
  }
  return data.length === 0 ? undefined : { ...message, data: data.join('\n') };
}
