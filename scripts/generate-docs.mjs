#!/usr/bin/env node
// Writes docs/openapi, docs/schema and the console's types of the APIs from the built apps; with --check it only says what is out
// of date.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { schemaDocument } from './schema-document.mjs';
import { webTypes } from './web-types.mjs';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const require = createRequire(join(ROOT, 'package.json'));
const built = (file) => require(join(ROOT, 'dist', file));

const APPS = {
  discovery: () => built('apps/discovery/src/app.module.js').DiscoveryModule,
  'shared-state': () => built('apps/shared-state/src/app.module.js').SharedStateModule,
  'job-control': () => built('apps/job-control/src/app.module.js').AppModule,
  'engine-service': () => built('apps/engine-service/src/engine.module.js').engineSource,
};

const { createApp } = built('libs/platform/src/bootstrap.js');
const { openApiOf } = built('libs/platform/src/openapi/openapi.js');

const scratch = mkdtempSync(join(tmpdir(), 'generate-docs-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));

/** The document an app serves at /openapi.json. The app is put together, and never started. */
async function openApi(name) {
  const [appInfo] = Object.values(built(`apps/${name}/src/app-info.js`));
  const env = { LOG_LEVEL: 'silent', DATA_DIR: join(scratch, name), DESIGN: join(ROOT, 'examples/designs/todo.json') };
  return openApiOf(await createApp(APPS[name](), appInfo, env), appInfo);
}

/** JSON Schemas (2020-12) of the documents people write, from the classes that check them. */
async function schemas() {
  const { DefinitionDocument, JobDocument } = built('libs/contract/src/index.js');
  const { DesignDto } = built('libs/contract/src/design/design.dto.js');
  const { CommandDto } = built('libs/contract/src/design/command.dto.js');
  const { FieldDto } = built('libs/contract/src/design/field.dto.js');
  const { ApiExtraModels } = require('@nestjs/swagger');
  const { Controller, Get, Module } = require('@nestjs/common');

  class Holder {
    hold() {}
  }
  ApiExtraModels(DefinitionDocument, JobDocument, DesignDto, CommandDto, FieldDto)(Holder);
  Controller()(Holder);
  Get()(Holder.prototype, 'hold', Object.getOwnPropertyDescriptor(Holder.prototype, 'hold'));
  class HolderModule {}
  Module({ controllers: [Holder] })(HolderModule);

  const info = { name: 'schemas', defaultPort: 0, title: 'Schemas', description: '' };
  const { components } = openApiOf(await createApp(HolderModule, info, { LOG_LEVEL: 'silent' }), info);
  return {
    job: schemaDocument(components.schemas, {
      root: 'JobDocument',
      title: 'Job document',
      description: 'What a job is submitted as: POST /jobs of job-control.',
      refine: refineSteps,
    }),
    definition: schemaDocument(components.schemas, {
      root: 'DefinitionDocument',
      title: 'Definition',
      description: 'What a job is defined as: PUT /definitions/{name} of job-control.',
    }),
    design: schemaDocument(components.schemas, {
      root: 'DesignDto',
      title: 'Design',
      description: 'A service that engine-service runs.',
      refine: (defs) => {
        const mapOf = (name) => ({
          type: 'object',
          patternProperties: { '^x-': true },
          additionalProperties: { $ref: `#/$defs/${name}` },
        });
        Object.assign(defs.DesignDto.properties.commands, mapOf('CommandDto'));
        Object.assign(defs.DesignDto.properties.resourceSchema, {
          patternProperties: { '^x-': true },
          additionalProperties: mapOf('FieldDto'),
        });
      },
      extra: ['CommandDto', 'FieldDto'],
    }),
  };
}

/** Members of which there is exactly one: classes cannot say so. */
function refineSteps({ StepDto, Wait }) {
  const oneOf = (...members) => members.map((member) => ({ required: [member] }));
  StepDto.oneOf = oneOf('tasks', 'wait', 'waitFor');
  Wait.oneOf = oneOf('seconds', 'until');
}

/** The APIs that the console is made of. */
const SHOWN = ['discovery', 'shared-state', 'job-control'];
const textOf = (document) => `${JSON.stringify(document, null, 2)}\n`;

async function generate() {
  const files = new Map();
  for (const name of Object.keys(APPS)) {
    const document = await openApi(name);
    files.set(join('docs/openapi', `${name}.json`), textOf(document));
    if (SHOWN.includes(name))
      files.set(join('apps/console/web/api/generated', `${name}.ts`), await webTypes(JSON.parse(textOf(document))));
  }
  for (const [name, schema] of Object.entries(await schemas()))
    files.set(join('docs/schema', `${name}.schema.json`), textOf(schema));
  return files;
}

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

const check = process.argv.includes('--check');
let stale = 0;
for (const [name, text] of await generate()) {
  const file = join(ROOT, name);
  if (read(file) === text) continue;
  stale++;
  if (check) {
    process.stderr.write(`${relative(ROOT, file)} is not what the code says: run "npm run docs"\n`);
  } else {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    process.stdout.write(`wrote ${relative(ROOT, file)}\n`);
  }
}
process.exit(check && stale > 0 ? 1 : 0);
