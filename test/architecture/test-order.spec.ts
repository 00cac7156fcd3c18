import { createRequire } from 'node:module';
import { join } from 'node:path';

interface Test {
  readonly path: string;
  readonly context: { config: { displayName: { name: string } }; hasteFS: { getSize(path: string): number } };
}
interface Config {
  readonly testSequencer: string;
  readonly projects: readonly { displayName: string }[];
}

const ROOT = join(__dirname, '../..');
const requires = createRequire(__filename);
const { testSequencer, projects } = requires(join(ROOT, 'jest.config.js')) as Config;
const Sequencer = requires(testSequencer.replace('<rootDir>', ROOT)) as new (options: object) => {
  sort(tests: Test[]): Test[];
};

it('files of projects that take long are started first, in each project the largest', () => {
  const testsOf = (name: string, place: number): Test[] =>
    [1, 2].map((size) => ({
      path: `${name} ${size}`,
      context: {
        config: { displayName: { name } },
        hasteFS: { getSize: () => size * (place + 1) },
      },
    }));
  const tests = projects.flatMap(({ displayName }, place) => testsOf(displayName, place));
  const sorted = new Sequencer({ contexts: [], globalConfig: {} }).sort(tests).map(({ path }) => path);
  expect(sorted).toEqual(
    ['slow', 'ci', 'e2e', 'postgres', 'integration', 'unit'].flatMap((name) => [`${name} 2`, `${name} 1`]),
  );
});
