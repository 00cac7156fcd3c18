import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const APPS = ['discovery', 'shared-state', 'job-control', 'engine-service'] as const;
export type App = (typeof APPS)[number];

export interface Schema {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
  example?: unknown;
}

export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required?: boolean;
  schema: Schema;
}

export interface Operation {
  app: App;
  method: string;
  path: string;
  parameters: Parameter[];
  /** By media type. */
  bodies: Record<string, { schema: Schema; examples: unknown[] }>;
  /** By status, `4XX` or `5XX`; the schemas by media type. */
  responses: Record<string, Record<string, Schema | undefined>>;
}

interface Content {
  schema?: Schema;
  example?: unknown;
  examples?: Record<string, { value: unknown }>;
}

export interface OpenApi {
  paths: Record<
    string,
    Record<
      string,
      {
        parameters?: Parameter[];
        requestBody?: { content: Record<string, Content> };
        responses: Record<string, { content?: Record<string, Content> }>;
      }
    >
  >;
  components: { schemas: Record<string, Schema> };
}

/** What we publish of an app: the committed file. */
export function readDocument(app: App): OpenApi {
  return JSON.parse(readFileSync(join(__dirname, `../../../docs/openapi/${app}.json`), 'utf8')) as OpenApi;
}

export function operationsOf(app: App, document: OpenApi): Operation[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, { parameters = [], requestBody, responses }]) => ({
      app,
      path,
      method: method.toUpperCase(),
      parameters,
      bodies: mapValues(requestBody?.content ?? {}, ({ schema = {}, example, examples = {} }) => ({
        schema,
        examples: [...(example === undefined ? [] : [example]), ...Object.values(examples).map(({ value }) => value)],
      })),
      responses: mapValues(responses, ({ content = {} }) => mapValues(content, ({ schema }) => schema)),
    })),
  );
}

function mapValues<T, U>(members: Record<string, T>, map: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(members).map(([name, value]) => [name, map(value)]));
}
