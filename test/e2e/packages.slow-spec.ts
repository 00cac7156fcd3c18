import { describePackages, exec } from './support/packages';

// Needs a registry, and takes its time.
describePackages('installed with npm', async (project, tarballs) => {
  await exec('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', ...tarballs], project);
});
