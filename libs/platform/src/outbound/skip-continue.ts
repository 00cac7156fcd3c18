import type { Socket } from 'node:net';

const PROTOCOL = Buffer.from('HTTP/1.');
/** Of "1" in `HTTP/1.1 1xx`, and how far the status code reaches. */
const CLASS_AT = 9;
const STATUS_END = 12;
const END_OF_HEAD = '\r\n\r\n';
const MOST_BYTES_OF_HEAD = 16 * 1024;
const MOST_SKIPPED = 16;

/**
 * undici closes a connection on an unsolicited `100 Continue`; a client has to skip it (RFC 9110, section 15.2). Hides
 * it from undici, between the sending of a request and the head of its response.
 */
export function skipContinue<S extends Socket>(socket: S): S {
  const read = socket.read.bind(socket) as (size?: number) => Buffer | null;
  const write = socket.write.bind(socket) as (...args: unknown[]) => boolean;
  let start: ResponseStart | null = null;
  socket.write = (...args: unknown[]) => {
    start = new ResponseStart();
    return write(...args);
  };
  socket.read = (size?: number): Buffer | null => {
    for (;;) {
      const chunk = read(size);
      if (chunk === null || start === null) return chunk;
      const passed = start.pass(chunk);
      if (start.over) start = null;
      if (passed.length > 0) return passed;
    }
  };
  return socket;
}

/** The bytes before the head of the final response. */
class ResponseStart {
  /** From here on everything passes unchanged. */
  over = false;
  private held: Buffer = Buffer.alloc(0);
  private skipped = 0;

  /** The part that undici may see. The beginning of an interim response is held back until its head is complete. */
  pass(chunk: Buffer): Buffer {
    this.held = this.held.length === 0 ? chunk : Buffer.concat([this.held, chunk]);
    const passed: Buffer[] = [];
    while (!this.over && this.held.length > 0) {
      const head = this.interimHead();
      if (head === null) break;
      if (!this.mayBeSkipped(head)) passed.push(head);
      this.held = this.held.subarray(head.length);
    }
    if (this.over) passed.push(this.held);
    return passed.length === 1 ? passed[0]! : Buffer.concat(passed);
  }

  /** The leading interim response; null when it is incomplete, or there is none. */
  private interimHead(): Buffer | null {
    const { held } = this;
    const known = Math.min(held.length, PROTOCOL.length);
    const isHttp = held.subarray(0, known).equals(PROTOCOL.subarray(0, known));
    const isFinal = held.length > CLASS_AT && held[CLASS_AT] !== 0x31;
    const end = held.indexOf(END_OF_HEAD, 0, 'latin1');
    const status = held.toString('latin1', CLASS_AT, STATUS_END);
    // After 101 the connection speaks another protocol.
    this.over = !isHttp || isFinal || status === '101' || (end < 0 && held.length > MOST_BYTES_OF_HEAD);
    return this.over || end < 0 ? null : held.subarray(0, end + END_OF_HEAD.length);
  }

  private mayBeSkipped(head: Buffer): boolean {
    return head.toString('latin1', CLASS_AT, STATUS_END) === '100' && ++this.skipped <= MOST_SKIPPED;
  }
}
