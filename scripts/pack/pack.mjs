// Packs the contract library and the command line for npm, out of dist: `npm run pack`. Each package holds the files its
// entries reach, its own "imports" map, type declarations, and as dependencies only what those files ask for.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { isBuiltin } from 'node:module';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const TARGET = process.argv[2] ?? join(ROOT, 'dist/packages');
const IMPORT =
  /(?:\brequire|\bimport)\(\s*["']([^"']+)["']\s*\)|\bfrom\s+["']([^"']+)["']|\bimport\s+["']([^"']+)["']/g;

const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));
const root = readJson(join(ROOT, 'package.json'));
const lib = (name) => root.imports[name];

const PACKAGES = [
  {
    name: '@composable-services/contract',
    description:
      'Makes a service composable: messages, commands, a ledger for idempotent repeat and a real revert, registration',
    entries: {
      '.': lib('#contract'),
      './composable': lib('#composable'),
      './platform': lib('#platform'),
      './storage': lib('#storage'),
    },
    // Nest asks for its HTTP platform by itself.
    also: ['@nestjs/platform-express'],
    // Every app serves the pages of its errors.
    include: ['docs/errors'],
  },
  {
    name: '@composable-services/job-runner',
    description: 'Runs jobs of composable services, follows them, and undoes them',
    // Not the one file that the repository's own command is: it has its dependencies in it, and here npm brings them.
    bin: { 'job-runner': './dist/apps/job-runner/src/main.js' },
    also: [],
    // It asks for a package that wants an older Nest beside it. npm spends minutes on trying to please both.
    bundled: ['nest-commander'],
  },
];

/** Everything that these files reach: the files of this repository, and the packages by name. */
function reach(entries) {
  const files = new Set();
  const imports = new Set();
  const packages = new Set();
  const visit = (file) => {
    if (files.has(file)) return;
    files.add(file);
    const types = file.replace(/\.js$/, '.d.ts');
    if (types !== file && existsSync(types)) visit(types);
    for (const match of readFileSync(file, 'utf8').matchAll(IMPORT)) {
      const name = match[1] ?? match[2] ?? match[3];
      if (name.startsWith('#')) imports.add(name);
      if (/^[.#]/.test(name)) visit(locate(name, file));
      else if (!isBuiltin(name)) packages.add(packageOf(name));
    }
  };
  entries.forEach((entry) => visit(join(ROOT, entry)));
  return { files: [...files], imports: [...imports].sort(), packages };
}

function locate(name, from) {
  const path = name.startsWith('#') ? join(ROOT, lib(name)) : join(dirname(from), name.replace(/\.js$/, ''));
  const candidates = from.endsWith('.d.ts') ? ['.d.ts', '/index.d.ts', ''] : ['.js', '/index.js', ''];
  const found = candidates.map((end) => path + end).find((file) => /\.(js|ts)$/.test(file) && existsSync(file));
  if (!found) throw new Error(`${relative(ROOT, from)} asks for ${name}, which is not there: npm run build`);
  return found;
}

const packageOf = (name) => name.split('/', name.startsWith('@') ? 2 : 1).join('/');

/** With the versions of this repository, and with what they in turn expect beside them. */
function dependencies(names) {
  const all = new Set();
  const add = (name) => {
    if (all.has(name)) return;
    // Where only declarations speak of a package, its types are enough.
    const version = root.dependencies[name] ?? root.devDependencies[`@types/${name}`];
    if (!version) throw new Error(`${name} is used, but is no dependency of this repository`);
    all.add(root.dependencies[name] ? name : `@types/${name}`);
    if (!root.dependencies[name]) return;
    const { peerDependencies = {}, peerDependenciesMeta = {} } = readJson(
      join(ROOT, 'node_modules', name, 'package.json'),
    );
    Object.keys(peerDependencies)
      .filter((peer) => !peerDependenciesMeta[peer]?.optional && root.dependencies[peer])
      .forEach(add);
  };
  [...names].forEach(add);
  const versionOf = (name) => root.dependencies[name] ?? root.devDependencies[name];
  return Object.fromEntries([...all].sort().map((name) => [name, versionOf(name)]));
}

/** Copies packages as they are installed here into ours; returns what they need beside them. */
function bundle(names, place) {
  const needed = {};
  for (const name of names) {
    const installed = join(ROOT, 'node_modules', name);
    cpSync(installed, join(place, 'node_modules', name), { recursive: true });
    for (const [one, version] of Object.entries(readJson(join(installed, 'package.json')).dependencies)) {
      if (!existsSync(join(installed, 'node_modules', one))) needed[one] = version;
    }
  }
  return needed;
}

const withTypes = (file) => ({ types: file.replace(/\.js$/, '.d.ts'), default: file });

function pack({ name, description, entries = {}, bin, also, include = [], bundled = [] }) {
  const { files, imports, packages } = reach([...Object.values(entries), ...Object.values(bin ?? {})]);
  const place = join(TARGET, packageOf(name).split('/')[1]);
  rmSync(place, { recursive: true, force: true });
  for (const file of files) cpSync(file, join(place, relative(ROOT, file)));
  cpSync(join(ROOT, 'LICENSE'), join(place, 'LICENSE'));
  for (const path of include) cpSync(join(ROOT, path), join(place, path), { recursive: true });
  cpSync(join(ROOT, 'scripts/pack', `${name.split('/')[1]}.md`), join(place, 'README.md'));
  const manifest = {
    name,
    version: root.version,
    description,
    license: root.license,
    engines: root.engines,
    ...(bin && { bin }),
    ...(Object.keys(entries).length > 0 && {
      exports: {
        ...Object.fromEntries(Object.entries(entries).map(([path, file]) => [path, withTypes(file)])),
        './package.json': './package.json',
      },
    }),
    imports: Object.fromEntries(imports.map((one) => [one, lib(one)])),
    dependencies: { ...dependencies(new Set([...packages, ...also])), ...bundle(bundled, place) },
    ...(bundled.length > 0 && { bundleDependencies: bundled }),
  };
  writeFileSync(join(place, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  const args = ['pack', '--pack-destination', TARGET, '--json', '--ignore-scripts', '--loglevel=error'];
  const [{ filename, size, entryCount }] = JSON.parse(execFileSync('npm', args, { cwd: place, encoding: 'utf8' }));
  console.log(`${join(TARGET, filename)}  ${entryCount} files, ${Math.ceil(size / 1024)} KiB`);
}

mkdirSync(TARGET, { recursive: true });
PACKAGES.forEach(pack);
