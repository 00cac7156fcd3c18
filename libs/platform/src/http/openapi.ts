import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';

export interface ApiInfo {
  title: string;
  description: string;
}

export function openApiOf(app: INestApplication, { title, description }: ApiInfo): OpenAPIObject {
  const info = new DocumentBuilder().setTitle(title).setDescription(description).setVersion('1').build();
  return SwaggerModule.createDocument(app, info);
}

/** The OpenAPI document at /openapi.json, and a page to try it at /docs. */
export function serveOpenApi(app: INestApplication, info: ApiInfo): void {
  const document = () => openApiOf(app, info);
  SwaggerModule.setup('docs', app, document, { jsonDocumentUrl: 'openapi.json', raw: ['json'] });
}
