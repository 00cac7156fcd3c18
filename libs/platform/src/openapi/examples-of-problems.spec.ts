import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OpenAPIObject } from '@nestjs/swagger';
import type { ErrorCode } from '#contract';
import { statusOf } from '../http/status-of';

const DIRECTORY = join(__dirname, '../../../../docs/openapi');

interface Documented {
  readonly content?: Readonly<Record<string, { readonly example?: { readonly code?: ErrorCode } }>>;
}

function* problemsOf(file: string): Iterable<{ place: string; status: number; code: ErrorCode }> {
  const { paths } = JSON.parse(readFileSync(join(DIRECTORY, file), 'utf8')) as OpenAPIObject;
  for (const [path, operations] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(operations as Record<string, { responses?: object }>)) {
      for (const [status, response] of Object.entries((operation.responses ?? {}) as Record<string, Documented>)) {
        const code = response.content?.['application/problem+json']?.example?.code;
        if (code !== undefined) yield { place: `${method} ${path}`, status: Number(status), code };
      }
    }
  }
}

it.each(readdirSync(DIRECTORY))('every example of a problem in %s has a code of its status', (file) => {
  const problems = [...problemsOf(file)];
  expect(problems.length).toBeGreaterThan(0);
  expect(problems.filter(({ status, code }) => statusOf(code) !== status)).toEqual([]);
});
