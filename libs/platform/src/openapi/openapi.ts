import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { Problem } from '#contract';
import { BEARER } from '../auth/access';
import { PublicAddress } from '../config/public-address';
import { completeDocument } from './complete-document';

export interface ApiInfo {
  title: string;
  description: string;
  /** The description of each group of operations, in display order. */
  tags?: Readonly<Record<string, string>>;
}

const EVERYWHERE = { about: 'How this service is, and what it can be asked' };
const SIGN_IN = 'An API key or a JWT. Not needed where AUTH is off';
const MIT = ['MIT', 'https://opensource.org/license/mit'] as const;

/** The OpenAPI 3.1 document of an app. Operations are named after their methods unless they say otherwise. */
export function openApiOf(app: INestApplication, { title, description, tags = {} }: ApiInfo): OpenAPIObject {
  const builder = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle(title)
    .setDescription(description)
    .setVersion('1')
    .setLicense(...MIT)
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: SIGN_IN }, BEARER)
    .addServer('/', 'Where this document comes from');
  for (const [tag, about] of Object.entries({ ...tags, ...EVERYWHERE })) builder.addTag(tag, about);
  const operationIdFactory = (_controller: string, method: string): string => method;
  const document = SwaggerModule.createDocument(app, builder.build(), { operationIdFactory, extraModels: [Problem] });
  return completeDocument(document, app.get(PublicAddress).url);
}

/** The OpenAPI document at /openapi.json, and a page to try it at /docs. */
export function serveOpenApi(app: INestApplication, info: ApiInfo): void {
  const document = () => openApiOf(app, info);
  SwaggerModule.setup('docs', app, document, { jsonDocumentUrl: 'openapi.json', raw: ['json'] });
}
