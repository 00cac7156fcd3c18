// Builds the console's web application: dist/console-web, with a digest in the name of every file that index.html refers to,
// and each of them compressed. Fails when the first page becomes too large to open at once.
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { DIST, ROOT } from './apps.mjs';

const SOURCE = join(ROOT, 'apps/console/web');
const BUILT = join(DIST, 'console-web');
const UNDER_WAY = `${BUILT}.new`;
/** Of what a browser loads before it shows the first page, compressed by gzip. */
const FIRST_PAGE_BYTES = 60_000;
const REFERENCE = /(?<=(?:src|href)=")\.\/[^"]+/g;

rmSync(UNDER_WAY, { recursive: true, force: true });
mkdirSync(UNDER_WAY, { recursive: true });
const html = readFileSync(join(SOURCE, 'index.html'), 'utf8');
const { metafile } = await build({
  absWorkingDir: ROOT,
  entryPoints: html.match(REFERENCE).map((reference) => join(SOURCE, reference)),
  outdir: join(UNDER_WAY, 'assets'),
  entryNames: '[name]-[hash]',
  chunkNames: '[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  target: 'es2022',
  minify: true,
  loader: { '.svg': 'copy' },
  logLevel: 'error',
  metafile: true,
});
const outputs = Object.entries(metafile.outputs);
const outputOf = (reference) => {
  const source = relative(ROOT, join(SOURCE, reference));
  return outputs.find(([, { entryPoint, inputs }]) => (entryPoint ?? Object.keys(inputs)[0]) === source)[0];
};
const addressOf = (output) => `/${relative(UNDER_WAY, join(ROOT, output))}`;
writeFileSync(
  join(UNDER_WAY, 'index.html'),
  html.replace(REFERENCE, (reference) => addressOf(outputOf(reference))),
);

for (const name of readdirSync(UNDER_WAY, { recursive: true }).map((path) => join(UNDER_WAY, path))) {
  if (!statSync(name).isFile()) continue;
  const bytes = readFileSync(name);
  writeFileSync(`${name}.gz`, gzipSync(bytes, { level: constants.Z_BEST_COMPRESSION }));
  writeFileSync(`${name}.br`, brotliCompressSync(bytes));
}

/** A module, and those that it cannot start without. */
function loadedWith(output, seen = new Set()) {
  if (seen.has(output)) return seen;
  seen.add(output);
  for (const { path, kind } of metafile.outputs[output].imports) if (kind !== 'dynamic-import') loadedWith(path, seen);
  return seen;
}
const first = new Set(html.match(REFERENCE).flatMap((reference) => [...loadedWith(outputOf(reference))]));
const files = [join(UNDER_WAY, 'index.html'), ...[...first].map((output) => join(ROOT, output))];
const bytes = files.reduce((sum, file) => sum + statSync(`${file}.gz`).size, 0);
if (bytes > FIRST_PAGE_BYTES)
  throw new Error(`The console's first page has ${bytes} bytes, compressed; at most ${FIRST_PAGE_BYTES} are allowed`);

rmSync(BUILT, { recursive: true, force: true });
renameSync(UNDER_WAY, BUILT);
