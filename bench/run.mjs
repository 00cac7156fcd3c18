// Compiles the benchmark beside the built platform and runs it: `npm run bench`, `npm run bench:full`.
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SOURCES = join(ROOT, 'bench');
const COMPILED = join(ROOT, 'dist/bench');

buildSync({
  entryPoints: readdirSync(SOURCES, { recursive: true })
    .filter((file) => file.endsWith('.ts') && !file.includes('node_modules'))
    .map((file) => join(SOURCES, file)),
  outdir: COMPILED,
  outbase: SOURCES,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
});

await createRequire(import.meta.url)(join(COMPILED, 'main.js')).main(process.argv.slice(2));
