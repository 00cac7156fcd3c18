// The load generator: sends the same request again and again, so many at a time, and expects a word in every response.
import { Agent } from 'undici';
import { type LoopOptions, serveLoops } from '../harness/closed-loop';

export interface LoadOptions {
  /** Taken in turn. */
  readonly urls: readonly string[];
  /** Default POST. */
  readonly method?: 'GET' | 'POST' | 'PATCH';
  readonly body?: string;
  /** A piece of text that tells a good response. */
  readonly expect: string;
}

serveLoops<LoopOptions & LoadOptions>(({ urls, method = 'POST', body, expect, inFlight }) => {
  const targets = urls.map((url) => {
    const { origin, pathname, search } = new URL(url);
    return { origin, path: pathname + search };
  });
  const agent = new Agent({ connections: inFlight });
  const headers = body === undefined ? {} : { 'content-type': 'application/json' };
  let turn = 0;
  return {
    work: async () => {
      const target = targets[turn++ % targets.length];
      const response = await agent.request({ ...target, method, headers, body } as Parameters<Agent['request']>[0]);
      const text = await response.body.text();
      if (response.statusCode >= 300 || !text.includes(expect))
        throw new Error(`responded with ${response.statusCode} ${text}`);
    },
    done: () => agent.close(),
  };
});
