const { options } = require('./.dependency-cruiser.cjs');

/** Folders of one package, and those of the orchestration library with their subfolders. */
const FOLDERS = '^(libs|apps)/[^/]+/src/.';

/**
 * Specs may use folders that depend on theirs, such as testing: so they are left out.
 * @type {import('dependency-cruiser').IConfiguration}
 */
module.exports = {
  forbidden: [
    {
      name: 'no-circular-folders',
      comment: 'A reader understands a folder without the folders that depend on it.',
      severity: 'error',
      scope: 'folder',
      from: { path: FOLDERS },
      to: { circular: true, path: FOLDERS },
    },
  ],
  options: { ...options, exclude: { path: '(^|/)(dist|testing)/|\\.(spec|contract)\\.ts$' } },
};
