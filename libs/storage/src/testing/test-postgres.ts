import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Client } from 'pg';

const SERVER = join(__dirname, 'postgres-server.mjs');

/** A PostgreSQL server of the test's own, gone with the test. */
export class TestPostgres {
  private databases = 0;

  private constructor(
    private readonly process: ChildProcess,
    private readonly address: string,
  ) {}

  static async start(): Promise<TestPostgres> {
    const child = spawn(process.execPath, [SERVER], { stdio: ['pipe', 'pipe', 'inherit'] });
    const exited = once(child, 'exit').then(([code]) => Promise.reject(new Error(`PostgreSQL ended with ${code}`)));
    exited.catch(() => undefined);
    const [address] = (await Promise.race([once(createInterface(child.stdout), 'line'), exited])) as [string];
    return new TestPostgres(child, address);
  }

  /** The address of a new, empty database. */
  async createDatabase(): Promise<string> {
    const name = `test_${++this.databases}`;
    const client = new Client({ connectionString: this.address });
    await client.connect();
    await client.query(`create database ${name}`);
    await client.end();
    return Object.assign(new URL(this.address), { pathname: `/${name}` }).href;
  }

  async stop(): Promise<void> {
    const exited = once(this.process, 'exit');
    this.process.stdin?.end();
    await exited;
  }
}
