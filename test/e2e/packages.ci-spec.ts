import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describePackages, exec, NAMES } from './support/packages';

const INSTALLED = join(__dirname, '../../node_modules');

function link(target: string, path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(target, path);
}

// What npm would do, without a registry: only what a package names as its dependencies is there.
describePackages('unpacked beside their dependencies', async (project, tarballs) => {
  const modules = join(project, 'node_modules');
  const dependencies = new Set<string>();
  for (const [index, name] of NAMES.entries()) {
    const place = join(modules, name);
    mkdirSync(place, { recursive: true });
    await exec('tar', ['-xzf', tarballs[index]!, '--strip-components=1', '-C', place], project);
    const manifest = JSON.parse(readFileSync(join(place, 'package.json'), 'utf8')) as {
      dependencies: Record<string, string>;
      bundleDependencies?: string[];
      bin?: Record<string, string>;
    };
    const { bundleDependencies: brought = [] } = manifest;
    Object.keys(manifest.dependencies)
      .filter((one) => !brought.includes(one))
      .forEach((one) => dependencies.add(one));
    for (const [command, file] of Object.entries(manifest.bin ?? {})) {
      link(join(place, file), join(modules, '.bin', command));
      await exec('chmod', ['+x', join(place, file)], project);
    }
  }
  for (const name of dependencies) link(join(INSTALLED, name), join(modules, name));
});
