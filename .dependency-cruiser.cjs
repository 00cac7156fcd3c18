/**
 * The house has one direction: apps -> libs; the core knows nothing but the contract's types.
 * @type {import('dependency-cruiser').IConfiguration}
 */
module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'nothing-imports-an-app', severity: 'error', from: { path: '^(libs|examples)/' }, to: { path: '^apps/' } },
    {
      name: 'apps-do-not-import-each-other',
      severity: 'error',
      from: { path: '^apps/([^/]+)/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'core-is-pure',
      comment: 'No Nest, no HTTP, no SQL, no clock, no randomness in the orchestration core.',
      severity: 'error',
      from: {
        path: '^libs/orchestration/src/core/',
        pathNot: '\\.spec\\.ts$|^libs/orchestration/src/core/(task/derived-id|model/packed-units)\\.ts$',
      },
      to: { pathNot: '^libs/(orchestration/src/core|contract/src|alps/src)/' },
    },
    {
      name: 'core-hashes-and-no-more',
      comment:
        'A hash is as pure as a sum: the same text, the same id. Node has one, and the core needs none of its own.',
      severity: 'error',
      from: { path: '^libs/orchestration/src/core/task/derived-id\\.ts$' },
      to: { pathNot: '^libs/orchestration/src/core/|^(node:)?crypto$' },
    },
    {
      name: 'core-compresses-and-no-more',
      comment: 'The same units, the same bytes.',
      severity: 'error',
      from: { path: '^libs/orchestration/src/core/model/packed-units\\.ts$' },
      to: { pathNot: '^libs/orchestration/src/core/|^libs/contract/src/|^(node:)?zlib$' },
    },
    {
      name: 'core-takes-only-types-from-the-contract',
      severity: 'error',
      from: { path: '^libs/orchestration/src/core/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^libs/contract/src/', dependencyTypesNot: ['type-only'], pathNot: '^libs/contract/src/pure/' },
    },
    {
      name: 'ports-know-no-adapter',
      severity: 'error',
      from: { path: '^libs/orchestration/src/(ports|runtime)/', pathNot: '\\.spec\\.ts$' },
      to: { path: '^libs/orchestration/src/adapters/' },
    },
    {
      name: 'libs-are-layered',
      comment:
        'contract is the ground floor; platform, storage and clients stand on it; composable on those; orchestration on top.',
      severity: 'error',
      from: { path: '^libs/contract/' },
      to: { path: '^libs/(?!contract/)' },
    },
    {
      name: 'alps-is-pure',
      comment: 'Profiles are read, matched and translated without Nest, HTTP or a database.',
      severity: 'error',
      from: { path: '^libs/alps/', pathNot: '\\.spec\\.ts$' },
      to: { pathNot: '^libs/(alps/src|contract/src/pure)/|^(node:)?crypto$' },
    },
    {
      name: 'platform-and-storage-stand-on-contract',
      severity: 'error',
      from: { path: '^libs/(platform|storage)/' },
      to: { path: '^libs/(composable|clients|orchestration)/' },
    },
    {
      name: 'clients-stand-on-contract',
      comment: 'The command line loads them, and has no time to load the platform.',
      severity: 'error',
      from: { path: '^libs/clients/' },
      to: { path: '^libs/(platform|storage|composable|orchestration)/' },
    },
    {
      name: 'nothing-below-knows-orchestration',
      severity: 'error',
      from: { path: '^libs/(composable|clients)/' },
      to: { path: '^libs/orchestration/' },
    },
    {
      name: 'sql-stays-in-storage',
      severity: 'error',
      from: { pathNot: '^libs/storage/' },
      to: { path: '^node_modules/(@photostructure/sqlite|pg)/' },
    },
    {
      name: 'no-import-through-own-index',
      severity: 'error',
      from: { path: '^libs/([^/]+)/src/.+', pathNot: '\\.spec\\.ts$' },
      to: { path: '^libs/$1/src/index\\.ts$' },
    },
    { name: 'not-to-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'the-page-and-its-server-are-apart',
      comment: 'One runs in a browser, the other in Node; they share the HTTP API.',
      severity: 'error',
      from: { path: '^apps/console/web/' },
      to: { path: '^(apps/console/src|libs/(?!contract/src/pure/))' },
    },
    {
      name: 'no-dev-dependency-at-run-time',
      comment: 'The build puts what the page needs into its files.',
      severity: 'error',
      from: { path: '^(apps|libs)/', pathNot: '^apps/console/web/|\\.(spec|contract)\\.ts$|/testing/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.cruise.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      extensions: ['.ts', '.tsx', '.js', '.json'],
      conditionNames: ['import', 'require', 'node', 'default'],
    },
    exclude: { path: '(^|/)dist/' },
  },
};
