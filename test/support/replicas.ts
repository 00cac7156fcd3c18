import { Pool } from 'pg';
import { Cable, TestPostgres } from '#storage/testing';
import { AppProcess } from '../e2e/support/app-process';
import { ask } from './http';
import { JobControl } from './job-control';
import { Platform } from './platform';
import { reservePort } from './ports';
import { START_MS, until } from './until';

/** One of several job-controls that share a database, at an address of its own. */
export class Replica {
  private process: AppProcess | null = null;
  readonly jobs: JobControl;

  constructor(
    private readonly port: number,
    private readonly env: Record<string, string>,
    /** Its way to the database. */
    readonly network: Cable,
  ) {
    this.jobs = new JobControl(`http://127.0.0.1:${port}`);
  }

  get log(): string {
    return this.process?.output ?? '';
  }

  async up(): Promise<void> {
    this.spawn();
    await this.untilResponding();
  }

  /** Starts it, and does not wait until it responds. */
  spawn(): void {
    this.process = AppProcess.spawn('job-control', { ...this.env, PORT: String(this.port) });
  }

  async untilResponding(): Promise<void> {
    const pinged = async () =>
      (await ask(`${this.jobs.url}/ping`, { within: 1_000 }).catch(() => null))?.status === 200;
    await until(pinged, { within: START_MS, what: `a response of ${this.jobs.url}`, seen: () => this.log });
  }

  async down(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    await this.process?.kill(signal);
    this.process = null;
  }

  /** SIGSTOP and SIGCONT. */
  signal(signal: NodeJS.Signals): void {
    void this.process?.kill(signal);
  }
}

/** discovery and shared-state, and several job-controls on one PostgreSQL. */
export class Replicas {
  private constructor(
    readonly platform: Platform,
    readonly postgres: TestPostgres,
    private readonly database: Pool,
    readonly all: readonly Replica[],
  ) {}

  static async start(count: number, env: Record<string, string> = {}): Promise<Replicas> {
    const postgres = await TestPostgres.start();
    const databaseUrl = await postgres.createDatabase();
    const platform = await Platform.start(env, ['discovery', 'shared-state']);
    const shared = { ...platform.environment, DATABASE_URL: databaseUrl };
    const ports = await Promise.all(Array.from({ length: count }, () => reservePort()));
    const all = await Promise.all(
      ports.map(async (port) => {
        const network = await Cable.to(databaseUrl);
        return new Replica(port, { ...shared, DATABASE_URL: network.url }, network);
      }),
    );
    const database = new Pool({ connectionString: databaseUrl, max: 4 });
    // A database that goes away is part of the play.
    database.on('error', () => undefined);
    const replicas = new Replicas(platform, postgres, database, all);
    await Promise.all(all.map((replica) => replica.up()));
    return replicas;
  }

  /** Who wrote to the journal of a job, in the order of the writes, each name once for writes in a row. */
  async writers(jobId: string): Promise<string[]> {
    const rows = await this.query<{ owner: string }>(
      'select owner from job_control.journal where job_id = $1 order by first_seq',
      [jobId],
    );
    const owners = rows.map(({ owner }) => owner);
    return owners.filter((owner, index) => owner !== owners[index - 1]);
  }

  async query<Row>(text: string, values: unknown[] = []): Promise<Row[]> {
    return (await this.database.query(text, values)).rows as Row[];
  }

  async stop(): Promise<void> {
    for (const replica of this.all) {
      replica.signal('SIGCONT');
      await replica.down();
      await replica.network.close();
    }
    await this.platform.stop();
    await this.database.end();
    await this.postgres.stop();
  }
}
