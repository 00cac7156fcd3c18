import { HttpService } from '@nestjs/axios';
import type { JobDocument } from '#contract';
import type { ServerResponse } from 'node:http';
import { ApiError } from '../errors/api-error';
import { UnreachableError } from '../errors/unreachable-error';
import { serve, type Served } from '../testing/serve';
import { JobControlClient } from './job-control-client';
import { watchJob, type WatchOptions } from './watch-job';

const document = { steps: [] } as unknown as JobDocument;
let server: Served;

afterEach(() => server.close());

function json(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}) {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

function view(status: string, version: number) {
  return { id: 'j', status, version, warnings: [], openEffects: [], steps: [] };
}

function event(seq: number): string {
  return `id: ${seq}\ndata: ${JSON.stringify({ seq, at: '2026-01-01T00:00:00Z', type: 'moved' })}\n\n`;
}

async function watched(url: string, options: WatchOptions = {}): Promise<{ statuses: string[]; heard: number[] }> {
  const statuses: string[] = [];
  const heard: number[] = [];
  const onEvent = (told: { seq: number }) => heard.push(told.seq);
  for await (const job of watchJob(new JobControlClient(new HttpService(), { url }), 'j', { onEvent, ...options })) {
    statuses.push(job.status);
  }
  return { statuses, heard };
}

describe('JobControlClient', () => {
  it('submits under an idempotency key', async () => {
    server = await serve((request, response, body) =>
      json(response, 202, {
        jobId: request.headers['idempotency-key'],
        status: 'accepted',
        sent: JSON.parse(body),
      }),
    );
    const accepted = await new JobControlClient(new HttpService(), { url: `${server.url}/` }).submit(document, {
      idempotencyKey: 'k',
    });
    expect(accepted).toEqual({ jobId: 'k', status: 'accepted', sent: document });
    expect(server.seen).toEqual(['POST /jobs']);
  });

  it('turns a problem into an ApiError with every fault', async () => {
    const problem = { code: 'unprocessable', detail: 'no', errors: [{ pointer: '/steps', message: 'expected steps' }] };
    server = await serve((_request, response) => json(response, 422, problem));
    const failure = new JobControlClient(new HttpService(), { url: server.url }).submit(document);
    await expect(failure).rejects.toThrow(ApiError);
    await expect(failure).rejects.toMatchObject({ status: 422, ...problem });
  });

  it('says which address does not respond, and what to change', async () => {
    server = await serve(() => undefined);
    await server.close();
    const failure = new JobControlClient(new HttpService(), { url: server.url, setBy: '--job-url' }).get('j');
    await expect(failure).rejects.toThrow(UnreachableError);
    await expect(failure).rejects.toThrow(
      `job-control does not respond at ${server.url} (connection refused): start it, or correct --job-url`,
    );
  });

  it('notices that it talks to something else', async () => {
    server = await serve((_request, response) => response.end('<html>'));
    await expect(new JobControlClient(new HttpService(), { url: server.url }).list()).rejects.toThrow(
      'is that job-control?',
    );
  });
});

describe('watching a job', () => {
  it('takes a broken event stream up where it broke, and hears every event once', async () => {
    const resumedFrom: (string | undefined)[] = [];
    let version = 1;
    server = await serve((request, response) => {
      if (request.url === '/jobs/j') {
        return json(response, 200, view(version === 3 ? 'completed' : 'running', version));
      }
      if (request.headers.accept !== 'text/event-stream') return json(response, 200, []);
      const after = request.headers['last-event-id'] as string | undefined;
      resumedFrom.push(after);
      version = after === undefined ? 2 : 3;
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(after === undefined ? event(1) + event(2) : event(2) + event(3), () => {
        if (after === undefined) response.destroy();
      });
    });
    const { statuses, heard } = await watched(server.url, { pollMs: 1 });
    expect(heard).toEqual([1, 2, 3]);
    expect(resumedFrom).toEqual([undefined, '2']);
    expect(statuses.at(-1)).toBe('completed');
  });

  it('polls where no event stream is offered', async () => {
    let version = 0;
    server = await serve((request, response) => {
      if (request.url !== '/jobs/j') return json(response, 406, {});
      version++;
      json(response, 200, view(version === 3 ? 'failed' : 'running', version));
    });
    const { statuses, heard } = await watched(server.url, { pollMs: 1 });
    expect(statuses).toEqual(['running', 'running', 'failed']);
    expect(heard).toEqual([]);
  });

  it('waits for a job-control that is away for a moment', async () => {
    let asked = 0;
    server = await serve((request, response) => {
      if (request.url !== '/jobs/j') return json(response, 200, []);
      if (asked++ === 0) return request.socket.destroy();
      json(response, 200, view('killed', 1));
    });
    const troubles: string[] = [];
    const { statuses } = await watched(server.url, { onRetry: ({ message }) => troubles.push(message) });
    expect(statuses).toEqual(['killed']);
    expect(troubles).toEqual([expect.stringContaining('the connection broke')]);
  });

  it('reads the final event of a stream as its end, not as an event of the job', async () => {
    server = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.end(`${event(1)}event: end\ndata: {"seq":1,"type":"end","status":"completed"}\n\n`);
    });
    const stream = await new JobControlClient(new HttpService(), { url: server.url }).stream('j');
    const heard: number[] = [];
    for await (const { seq } of stream ?? []) heard.push(seq);
    expect(heard).toEqual([1]);
  });
});
