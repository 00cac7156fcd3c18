// Nest 12 is ESM; our output is CommonJS. Nest's packages and those of OpenID Connect are the only ones that need transforming.
const base = {
  testEnvironment: '<rootDir>/test/support/jest/environment.cjs',
  runtime: '<rootDir>/test/support/jest/runtime.cjs',
  transform: {
    '^.+\\.(t|j)s$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
        },
        module: { type: 'commonjs' },
      },
    ],
  },
  transformIgnorePatterns: ['/node_modules/(?!(@nestjs|jose|oauth4webapi|openid-client)/)'],
  moduleNameMapper: {
    '^#contract/pure$': '<rootDir>/libs/contract/src/pure/index.ts',
    '^#orchestration/replay$': '<rootDir>/libs/orchestration/src/replay.ts',

    '^#(alps|clients|composable|contract|orchestration|platform|storage)$': '<rootDir>/libs/$1/src/index.ts',
    '^#storage/testing$': '<rootDir>/libs/storage/src/testing/index.ts',
  },
  setupFiles: ['reflect-metadata'],
};

/** @type {import('jest').Config} */
module.exports = {
  // Every run has a temporary directory of its own, and fails where a test leaves something in it.
  globalSetup: '<rootDir>/test/support/open-tmpdir.cjs',
  globalTeardown: '<rootDir>/test/support/close-tmpdir.cjs',
  testResultsProcessor: '<rootDir>/test/support/fail-for-tmpdir.cjs',
  testSequencer: '<rootDir>/test/support/jest/sequencer.cjs',
  testTimeout: 30_000,
  // Jest would leave one of two cores to itself; most of our tests wait for processes and disks.
  maxWorkers: 2,
  projects: [
    {
      ...base,
      displayName: 'unit',
      testMatch: [
        '<rootDir>/{apps,libs}/**/!(*.integration).spec.ts',
        '<rootDir>/test/architecture/**/!(*.integration).spec.ts',
      ],
    },
    // What needs a whole app, a PostgreSQL or Jest itself, and what takes seconds: random worlds, documents at their limits.
    { ...base, displayName: 'integration', testMatch: ['<rootDir>/{apps,libs,test}/**/*.integration.spec.ts'] },
    // These start the built apps as processes: `npm run build` comes first.
    {
      ...base,
      displayName: 'e2e',
      testMatch: ['<rootDir>/test/{cluster,e2e,conformance,crash,scale,security}/**/*.e2e-spec.ts'],
    },
    // The same promises where the platform keeps everything in a PostgreSQL.
    {
      ...base,
      displayName: 'postgres',
      setupFiles: [...base.setupFiles, '<rootDir>/test/support/on-postgres.ts'],
      testMatch: [
        '<rootDir>/test/conformance/**/!(on-postgres).e2e-spec.ts',
        '<rootDir>/test/crash/{fleet,job-control}.e2e-spec.ts',
        '<rootDir>/test/security/fuzz.e2e-spec.ts',
      ],
    },
    // What takes too long for every day, but must hold after every change: .ci/run.
    {
      ...base,
      displayName: 'ci',
      testMatch: ['<rootDir>/test/{architecture,console,crash,e2e,scale,security}/**/*.ci-spec.ts'],
    },
    // What is run before a release: the same at the size that is promised, and chance with seeds of its own.
    {
      ...base,
      displayName: 'slow',
      testMatch: [
        '<rootDir>/test/{architecture,cluster,console,crash,e2e,scale,security,simulation}/**/*.{ci,slow}-spec.ts',
      ],
    },
  ],
};
