// Puts each app, with all it loads, into one file: dist/<app>.js. Node then opens one file instead of a thousand, and has
// most of it compiled already (see compile.mjs). What `tsc` wrote stays beside it, and works the same.
import { copyFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { APPS, BUNDLES, COMMAND, DIST, ROOT, SERVICES } from './apps.mjs';
import { compile } from './compile.mjs';
import { mappedTypes, without } from './plugins.mjs';

const UNDER_WAY = `${BUNDLES}.new`;
const options = {
  absWorkingDir: ROOT,
  outdir: UNDER_WAY,
  bundle: true,
  platform: 'node',
  target: 'node20',
  // Class names are names of schemas, and of loggers.
  keepNames: true,
  logLevel: 'error',
  banner: { js: "const importMetaUrl = require('node:url').pathToFileURL(__filename).href;" },
  define: { 'import.meta.url': 'importMetaUrl' },
  // A script that was compiled before cannot load modules of its own accord; what is bundled needs none.
  supported: { 'dynamic-import': false },
  plugins: [mappedTypes],
};
const external = [
  '@photostructure/sqlite',
  // Optional, and looked for at run time.
  '@fastify/static',
  '@nestjs/microservices',
  '@nestjs/websockets',
  'class-transformer/storage',
  'pg-native',
  'prettier',
  'typescript',
];
const mainOf = (app) => [app, join(DIST, 'apps', app, 'src/main.js')];

rmSync(UNDER_WAY, { recursive: true, force: true });
await build({ ...options, external, entryPoints: Object.fromEntries(SERVICES.map(mainOf)) });
// A thread is started from a file of its own, which is looked for beside that of its app.
const workers = {
  'edit-worker': join(DIST, 'apps/shared-state/src/editing/edit-worker.js'),
  'schema-worker': join(DIST, 'apps/job-control/src/definitions/schema/schema-worker.js'),
};
await build({ ...options, external, entryPoints: workers });
await build({
  ...options,
  // Questions at the terminal, configuration files of nest-commander's own, and telephone numbers.
  plugins: [...options.plugins, without('inquirer', 'cosmiconfig', 'libphonenumber-js')],
  // Large, and what few commands need.
  external: [...external, '#platform', '#orchestration/replay', '@nestjs/platform-express'],
  entryPoints: Object.fromEntries([mainOf(COMMAND)]),
});

copyFileSync(new URL('load.js', import.meta.url), join(UNDER_WAY, 'load.js'));
await compile(UNDER_WAY);
// What is started meanwhile starts from the old ones.
rmSync(BUNDLES, { recursive: true, force: true });
renameSync(UNDER_WAY, BUNDLES);
for (const app of APPS) {
  writeFileSync(join(DIST, `${app}.js`), `#!/usr/bin/env node\nrequire('./bundles/load.js')('${app}');\n`, {
    mode: 0o755,
  });
}
