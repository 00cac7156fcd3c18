import { gzipSync } from 'node:zlib';
import { setTimeout as delay } from 'node:timers/promises';
import { type Fault, type Proper, trickle, wire } from './fault-proxy';

/** What a fault proves of a call: nothing; that it was done, though the response is of no use; or that it went well. */
export type Proof = 'unknown' | 'unusable' | 'fine';

type Act = Fault['act'];
const raw =
  (text: string, end = false): Act =>
  (socket) =>
    void (end ? socket.end(text) : socket.write(text));
const respond =
  (body: string | Buffer, headers = ''): Act =>
  (socket) => {
    const bytes = Buffer.from(body);
    const type = headers.includes('content-type') ? '' : 'content-type: application/json\r\n';
    socket.write(`HTTP/1.1 200 OK\r\n${type}${headers}content-length: ${bytes.length}\r\n\r\n`);
    socket.write(bytes);
  };
const status = (code: number): Act => raw(`HTTP/1.1 ${code} Storm\r\ncontent-length: 2\r\n\r\n{}`);

/** Each may happen before the service got the request, and after. */
const UNKNOWN: Record<string, Act> = {
  reset: (socket) => void socket.resetAndDestroy(),
  'half-close': (socket) => void socket.end(),
  blackhole: () => undefined,
  'trickled headers': (socket, proper) => trickle(socket, wire(proper)),
  'a garbage status line': raw('SSH-2.0-OpenSSH_9.9\r\n\r\n'),
  'an end amid the headers': raw('HTTP/1.1 200 OK\r\ncontent-ty', true),
  'huge headers': raw(`HTTP/1.1 200 OK\r\nx-huge: ${'x'.repeat(100_000)}\r\ncontent-length: 0\r\n\r\n`),
  'a flood of 1xx': (socket, proper) =>
    void socket.write(`${'HTTP/1.1 103 Early Hints\r\n\r\n'.repeat(200)}${wire(proper)}`),
  'two lengths': raw('HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\n{}'),
  'a length that is none': raw('HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\n{}'),
  'a 500': status(500),
  'a 502': status(502),
  'a 503': status(503),
  'a 504': status(504),
  'a redirect': raw('HTTP/1.1 307 Elsewhere\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n'),
};

/** These only make sense of a response, so the service got the request. */
const UNKNOWN_AFTER: Record<string, Act> = {
  'a trickled body': async (socket, { body }) => {
    socket.write('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 9000\r\n\r\n');
    await trickle(socket, `${body.toString()}${' '.repeat(8_000)}`);
  },
  'a length too large': (socket, proper) => void socket.end(wire(proper, `content-length: ${proper.body.length + 10}`)),
  'chunks cut short': raw(
    'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\nff\r\n{"a"',
    true,
  ),
  'broken chunks': raw('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n'),
  'broken JSON': respond('{"a":'),
  'half of a number': respond('{"id":12345678901234567'),
};

const UNUSABLE: Record<string, Act> = {
  'a huge body': respond(Buffer.alloc(1_200_000, 0x20)),
  'a deep body': respond('['.repeat(100_000)),
  'a body of too many values': respond(`[${'1,'.repeat(300_000)}1]`),
  'a gzip bomb': respond(gzipSync(Buffer.alloc(20_000_000)), 'content-encoding: gzip\r\n'),
  'a brotli response': respond('{}', 'content-encoding: br\r\n'),
  'a wrong type': respond('<p>done</p>', 'content-type: text/html\r\n'),
  'a name that reaches prototypes': respond('{"a":{"__proto__":{"admin":true}}}'),
  'a number that loses digits': respond('{"id":12345678901234567}'),
};

const FINE: Record<string, Act> = {
  latency: async (socket, proper: Proper) => {
    await delay(100);
    socket.write(wire(proper));
  },
  'two interim responses': (socket, proper) =>
    void socket.write(`${'HTTP/1.1 103 Early Hints\r\n\r\n'.repeat(2)}${wire(proper)}`),
  'an end after the response': (socket, proper) => void socket.end(wire(proper)),
};

export interface NamedFault extends Fault {
  readonly name: string;
  readonly proof: Proof;
}

const named = (acts: Record<string, Act>, proof: Proof, reaches: boolean, when = ''): NamedFault[] =>
  Object.entries(acts).map(([name, act]) => ({ name: `${name}${when}`, proof, reaches, act }));

export const FAULTS: readonly NamedFault[] = [
  ...named(UNKNOWN, 'unknown', false, ', the request lost'),
  ...named(UNKNOWN, 'unknown', true, ', the request done'),
  ...named(UNKNOWN_AFTER, 'unknown', true),
  ...named(UNUSABLE, 'unusable', true),
  ...named(FINE, 'fine', true),
];

export const RESET: Fault = { reaches: true, act: (socket) => void socket.resetAndDestroy() };
