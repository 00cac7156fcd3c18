import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { subset } from './support/node-versions';

interface Locked {
  integrity?: string;
  hasInstallScript?: boolean;
  dev?: boolean;
  devOptional?: boolean;
  engines?: { node?: string };
}
interface Manifest {
  allowScripts: Record<string, boolean>;
  engines: { node: string };
  dependencies: Record<string, string>;
}
interface Service {
  read_only?: boolean;
  tmpfs?: string[];
  cap_drop?: string[];
  security_opt?: string[];
  privileged?: boolean;
}

const read = (path: string): string => readFileSync(join(__dirname, '../..', path), 'utf8');
const { allowScripts, dependencies, engines } = JSON.parse(read('package.json')) as Manifest;
const { packages } = JSON.parse(read('package-lock.json')) as { packages: Record<string, Locked> };
const locked = Object.entries(packages).filter(([path]) => path !== '');
const nameOf = (path: string): string => path.split('node_modules/').at(-1)!;

describe('what is installed', () => {
  it('is what the lock file says, bit by bit', () => {
    expect(locked.length).toBeGreaterThan(100);
    expect(locked.filter(([, { integrity }]) => !integrity?.startsWith('sha512-')).map(([path]) => path)).toEqual([]);
  });

  it('runs no script of its own: for each that has one it is written down that it may not', () => {
    const withScripts = new Set(locked.filter(([, one]) => one.hasInstallScript).map(([path]) => nameOf(path)));
    expect([...withScripts].filter((name) => allowScripts[name] !== false)).toEqual([]);
    expect(Object.keys(allowScripts).filter((name) => allowScripts[name])).toEqual([]);
  });

  it('runs no script of its own under an npm that does not know allowScripts either', () => {
    expect(read('.npmrc').split('\n')).toContain('ignore-scripts=true');
  });

  it('runs on every Node.js that is promised', () => {
    const needed = locked.flatMap(([path, { dev, devOptional, engines: theirs }]) =>
      dev || devOptional || theirs?.node === undefined ? [] : [{ path, node: theirs.node }],
    );
    expect(needed.length).toBeGreaterThan(50);
    expect(needed.filter(({ node }) => !subset(engines.node, node))).toEqual([]);
  });

  it('is here for a reason that is written down', () => {
    const reasons = read('docs/adr/0005-dependencies.md');
    const unexplained = Object.keys(dependencies).filter(
      (name) => !reasons.includes(`\`${name}\``) && !(name.startsWith('@nestjs/') && reasons.includes('`@nestjs/*`')),
    );
    expect(unexplained).toEqual([]);
  });
});

const { services } = parse(read('docker-compose.yml'), { merge: true }) as { services: Record<string, Service> };

describe.each(Object.entries(services))('the container %s', (_, service) => {
  it('can write nowhere but to its volume and to memory, and gains no rights', () => {
    expect(service).toMatchObject({
      read_only: true,
      tmpfs: expect.arrayContaining(['/tmp']) as unknown,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
    });
    expect(service.privileged).toBeUndefined();
  });
});
