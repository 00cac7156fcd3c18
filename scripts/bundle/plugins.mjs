// What esbuild is told about packages that were not written to be bundled, or to start in a hurry.
import { readFileSync } from 'node:fs';

/** Replaces text in files of a package; a build fails when the package has changed and the text is not there any more. */
const edited = (name, filter, ...edits) => ({
  name,
  setup({ onLoad }) {
    onLoad({ filter }, ({ path }) => {
      let contents = readFileSync(path, 'utf8');
      for (const [from, to] of edits) {
        if (!contents.includes(from)) throw new Error(`${path} does not say ${JSON.stringify(from)} any more`);
        contents = contents.replace(from, to);
      }
      return { contents };
    });
  },
});

/** It looks for class-validator and class-transformer at run time, and would find others than those in the bundle. */
export const mappedTypes = edited('mapped-types', /@nestjs.mapped-types.dist.type-helpers\.utils\.js$/, [
  'const require = createRequire(import.meta.url);',
  '',
]);

/** Packages that others load without any use for this platform. */
export const without = (...packages) => ({
  name: 'without',
  setup({ onResolve, onLoad }) {
    const filter = new RegExp(`^(${packages.join('|')})(/|$)`);
    onResolve({ filter }, ({ path }) => ({ path, namespace: 'without' }));
    onLoad({ filter: /.*/, namespace: 'without' }, () => ({ contents: 'module.exports = {};' }));
  },
});
