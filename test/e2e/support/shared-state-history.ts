import { TestPostgres } from '#storage/testing';
import { randomFrom } from '../../support/fleet';
import { ask } from '../../support/http';
import { isLinearizable, type Operation } from '../../support/linearizability';
import { AppProcess } from './app-process';

interface Size {
  readonly clients: number;
  readonly operationsEach: number;
}

interface Content {
  readonly value: number;
}

const DOCUMENTS = ['a', 'b', 'c'];
/** What was certainly not done. */
const NOT_DONE = 'database-unavailable';

/** Two replicas as processes on one PostgreSQL, and what concurrent readers and writers saw of them. */
export function describeSharedState({ clients, operationsEach }: Size): void {
  describe('two replicas of shared-state', () => {
    let server: TestPostgres;
    let replicas: AppProcess[];
    let urls: string[];

    beforeAll(async () => {
      server = await TestPostgres.start();
      const DATABASE_URL = await server.createDatabase();
      replicas = [0, 1].map(() => AppProcess.spawn('shared-state', { DATABASE_URL }));
      urls = await Promise.all(replicas.map((replica) => replica.url()));
    }, 120_000);
    afterAll(async () => {
      await Promise.all(replicas.map((replica) => replica.kill('SIGKILL')));
      await server.stop();
    });

    const play = async (seed: number, disturb: () => Promise<void>) => {
      const history = new History(urls, randomFrom(seed));
      for (const id of DOCUMENTS) await history.begin(`${id}-${seed}`);
      let playing = true;
      const all = Promise.all(Array.from({ length: clients }, () => history.client(operationsEach)));
      const played = all.finally(() => (playing = false));
      while (playing) await disturb();
      await played;
      return history;
    };

    it('are serialized for each document, whichever replica is asked', async () => {
      const history = await play(1, () => new Promise(setImmediate));
      expect(history.faults()).toEqual([]);
      expect(history.count('unknown')).toBe(0);
    }, 600_000);

    it('do so too while their connections to the database are cut again and again', async () => {
      const history = await play(2, () => server.cutConnections());
      expect(history.faults()).toEqual([]);
      expect(history.count('ok')).toBeGreaterThan(0);
      for (const url of urls) expect((await ask(`${url}/ping`)).status).toBe(200);
    }, 600_000);
  });
}

class History {
  private readonly operations = new Map<string, Operation[]>();
  private values = 0;

  constructor(
    private readonly urls: readonly string[],
    private readonly random: () => number,
  ) {}

  async begin(id: string): Promise<void> {
    const { status } = await ask(`${this.urls[0]}/state`, { body: { id, value: 0 } });
    if (status !== 201) throw new Error(`responded with ${status}`);
    this.operations.set(id, []);
  }

  /** Documents whose history no single register could have had. */
  faults(): Operation[][] {
    return [...this.operations.values()].filter((operations) => !isLinearizable(0, operations));
  }

  count(outcome: Operation['outcome']): number {
    return [...this.operations.values()].flat().filter((operation) => operation.outcome === outcome).length;
  }

  /**
   * Sequential operations: reads, writes, and writes on condition that there was no other write since the last read.
   */
  async client(operations: number): Promise<void> {
    const known = new Map<string, { value: number; tag: string }>();
    for (let n = 0; n < operations; n++) {
      const id = this.pick([...this.operations.keys()]);
      const current = known.get(id);
      const dice = this.random();
      if (dice < 0.4 || (dice < 0.8 && !current)) {
        const found = await this.read(id);
        if (found) known.set(id, found);
      } else {
        await this.write(id, dice < 0.8 ? current : undefined);
      }
    }
  }

  private async read(id: string): Promise<{ value: number; tag: string } | undefined> {
    const calledAt = performance.now();
    const response = await ask<Content>(`${this.pick(this.urls)}/state/${id}`).catch(() => undefined);
    if (response?.status !== 200) return undefined;
    const { value } = response.body;
    this.note(id, { kind: 'read', value, outcome: 'ok', calledAt, respondedAt: performance.now() });
    return { value, tag: response.headers.get('etag') ?? '' };
  }

  private async write(id: string, current: { value: number; tag: string } | undefined): Promise<void> {
    const value = ++this.values;
    const headers = current && { 'if-match': current.tag };
    const calledAt = performance.now();
    const response = await ask<{ code?: string }>(`${this.pick(this.urls)}/state/${id}`, {
      body: { value },
      ...(headers && { headers }),
    }).catch(() => undefined);
    if (response?.body.code === NOT_DONE) return;
    const outcome = outcomeOf(response?.status);
    const respondedAt = outcome === 'unknown' ? Infinity : performance.now();
    const what = current ? { kind: 'swap' as const, expected: current.value } : { kind: 'write' as const };
    this.note(id, { ...what, value, outcome, calledAt, respondedAt });
  }

  private note(id: string, operation: Operation): void {
    this.operations.get(id)?.push(operation);
  }

  private pick<T>(from: readonly T[]): T {
    return from[Math.floor(this.random() * from.length)]!;
  }
}

function outcomeOf(status: number | undefined): Operation['outcome'] {
  if (status === 200) return 'ok';
  return status === 412 ? 'refused' : 'unknown';
}
