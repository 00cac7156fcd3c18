import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const FILES = ['Dockerfile', 'docker-compose.yml'] as const;
const IMAGE = /^(?:FROM|\s+image:)\s+(\S+)/gm;
const OURS = 'composable-services-platform';
const digestOf = (letter: string): string => `sha256:${letter.repeat(64)}`;

const imagesIn = (directory: string): string[] =>
  FILES.flatMap((file) =>
    Array.from(readFileSync(join(directory, file), 'utf8').matchAll(IMAGE), ([, image]) => image!),
  );

describe('images', () => {
  let copy: string;
  beforeEach(() => {
    copy = mkdtempSync(join(tmpdir(), 'images-'));
    mkdirSync(join(copy, 'scripts'));
    for (const file of [...FILES, 'scripts/pin-images.sh']) copyFileSync(join(ROOT, file), join(copy, file));
  });
  afterEach(() => rmSync(copy, { recursive: true }));

  /** `docker` is one that gives every image this digest. */
  const run = (args: string[], digest = ''): { status: number | null; stderr: string } => {
    writeFileSync(join(copy, 'docker'), `#!/bin/sh\necho '${digest}'\n`, { mode: 0o755 });
    const env = { PATH: `${copy}:${process.env.PATH}` };
    return spawnSync(join(copy, 'scripts/pin-images.sh'), args, { env, encoding: 'utf8' });
  };

  it('each name the version that they are of', () => {
    const foreign = imagesIn(ROOT).filter((image) => image !== OURS);
    expect(foreign.length).toBeGreaterThan(4);
    expect(foreign.filter((image) => !/^[a-z0-9./-]+:\d+[\w.-]*(@sha256:[0-9a-f]{64})?$/.test(image))).toEqual([]);
  });

  it('are given their digests by the script, and newer ones when it is run again', () => {
    for (const letter of ['a', 'b']) {
      expect(run([], digestOf(letter))).toMatchObject({ status: 0 });
      const foreign = imagesIn(copy).filter((image) => image !== OURS);
      expect(foreign).toEqual(
        imagesIn(ROOT).flatMap((image) => (image === OURS ? [] : [`${image.split('@')[0]}@${digestOf(letter)}`])),
      );
      expect(run(['--check'])).toMatchObject({ status: 0, stderr: '' });
    }
  });

  it('are listed by its check where they have none', () => {
    run([], digestOf('a'));
    const compose = join(copy, 'docker-compose.yml');
    writeFileSync(
      compose,
      readFileSync(compose, 'utf8').replace(`nginx:1.28-alpine@${digestOf('a')}`, 'nginx:1.28-alpine'),
    );
    expect(run(['--check'])).toMatchObject({
      status: 1,
      stderr: 'docker-compose.yml: nginx:1.28-alpine has no digest\n',
    });
  });

  it('stay as they are when a registry gives no digest', () => {
    const before = imagesIn(copy);
    expect(run([], 'not found')).toMatchObject({ status: 1, stderr: expect.stringContaining('no digest') });
    expect(imagesIn(copy)).toEqual(before);
  });
});
