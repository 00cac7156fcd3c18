import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Client } from 'pg';

const SERVER = join(__dirname, 'postgres-server.mjs');

/** A PostgreSQL server of the test's own, removed with the test. */
export class TestPostgres {
  private databases = 0;

  private constructor(
    private readonly process: ChildProcess,
    private readonly nextLine: () => Promise<string>,
    private readonly address: string,
  ) {}

  static async start(): Promise<TestPostgres> {
    const child = spawn(process.execPath, [SERVER], { stdio: ['pipe', 'pipe', 'inherit'] });
    const lines = createInterface(child.stdout);
    const exited = once(child, 'exit').then(([code]) => Promise.reject(new Error(`PostgreSQL ended with ${code}`)));
    exited.catch(() => undefined);
    const nextLine = async () => ((await Promise.race([once(lines, 'line'), exited])) as [string])[0];
    return new TestPostgres(child, nextLine, await nextLine());
  }

  /** The address of a new, empty database. */
  async createDatabase(): Promise<string> {
    const name = `test_${++this.databases}`;
    // Through its log, as by default, it takes several times as long.
    await this.query(`create database ${name} strategy file_copy`);
    return Object.assign(new URL(this.address), { pathname: `/${name}` }).href;
  }

  /** A fast shutdown by an administrator: clients are disconnected. */
  shutDown(): Promise<void> {
    return this.command('stop');
  }

  /** SIGKILL. */
  crash(): Promise<void> {
    return this.command('crash');
  }

  /** With its previous data and port. */
  startAgain(): Promise<void> {
    return this.command('start');
  }

  /** Closes every connection, and leaves the server running. */
  async cutConnections(): Promise<void> {
    const others = "pid <> pg_backend_pid() and backend_type = 'client backend'";
    await this.query(`select pg_terminate_backend(pid) from pg_stat_activity where ${others}`);
  }

  async query<Row extends object>(sql: string): Promise<Row[]> {
    const client = new Client({ connectionString: this.address });
    await client.connect();
    try {
      return (await client.query<Row>(sql)).rows;
    } finally {
      await client.end();
    }
  }

  async stop(): Promise<void> {
    const exited = once(this.process, 'exit');
    this.process.stdin?.end();
    await exited;
  }

  private async command(name: string): Promise<void> {
    const done = this.nextLine();
    this.process.stdin?.write(`${name}\n`);
    await done;
  }
}
