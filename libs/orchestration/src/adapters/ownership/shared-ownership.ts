import { OPEN_STATUSES } from '#contract/pure';
import { sql } from 'kysely';
import { v7 as uuidv7 } from 'uuid';
import type { Database } from '#storage';
import { type Claimed, type Ownership, OwnershipLost } from '../../ports/ownership.port';
import type { JournalSchema } from '../database/schema';
import { hasSomethingToDo } from './has-something-to-do';
import { HeartbeatWatch } from './heartbeat-watch';

/** Milliseconds since the Unix epoch by the database's clock: the only one that all replicas share. */
const DATABASE_NOW = sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`;
/** More jobs are claimed in several batches, so that the other replicas get their share. */
const MOST_AT_ONCE = 200;
const NOTHING: Claimed = { active: [], resting: 0 };
/** Those that rest cost nothing but their row. */
const MOST_RESTING_AT_ONCE = 5_000;
/** A process stops sending this part of the lease before others may take its jobs. */
const SAFETY = 0.75;

interface Member {
  readonly id: string;
  readonly beatAt: number;
  readonly silentMs: number;
}

/**
 * One row per live replica, renewed at every heartbeat. A replica that misses its lease loses its row, and with it the
 * right to write; the other replicas may then claim its jobs.
 */
export class SharedOwnership implements Ownership {
  readonly shared = true;
  leads = false;
  private replica: string | null = null;
  private aliveUntil = 0;
  private alive = 1;
  private readonly watch: HeartbeatWatch;

  constructor(
    private readonly database: Database<JournalSchema>,
    private readonly leaseMs: number,
    private readonly monotonicNow: () => number = () => performance.now(),
  ) {
    this.watch = new HeartbeatWatch(leaseMs / 2);
  }

  /** The name under which this replica writes. */
  get id(): string | null {
    return this.replica;
  }

  get held(): boolean {
    return this.monotonicNow() < this.aliveUntil;
  }

  async join(): Promise<void> {
    const asked = this.monotonicNow();
    const id = uuidv7();
    const row = { id, joined_at: DATABASE_NOW, beat_at: DATABASE_NOW };
    await this.database.db.insertInto('replicas').values(row).execute();
    this.replica = id;
    this.watch.interrupted();
    this.liveFrom(asked);
  }

  async renew(): Promise<void> {
    const asked = this.monotonicNow();
    try {
      if (!(await this.beat())) throw new OwnershipLost();
      this.liveFrom(asked);
      await this.lookAround(asked);
    } catch (error) {
      this.watch.interrupted();
      throw error;
    }
  }

  async claim(now: number): Promise<Claimed> {
    const ready = await this.claimSome(now, 'is', MOST_AT_ONCE);
    const waiting = await this.claimSome(now, 'is not', MOST_RESTING_AT_ONCE);
    return { active: [...ready.active, ...waiting.active], resting: ready.resting + waiting.resting };
  }

  private async claimSome(now: number, waits: 'is' | 'is not', most: number): Promise<Claimed> {
    const { db } = this.database;
    const orphans = db
      .selectFrom('jobs')
      .where('owner', 'is', null)
      .where('status', 'in', OPEN_STATUSES)
      .where('waits_for', waits, null);
    const { left } = await db
      .selectFrom(
        orphans
          .select('id')
          .limit(most * this.alive)
          .as('orphans'),
      )
      .select(({ fn }) => fn.countAll<number>().as('left'))
      .executeTakeFirstOrThrow();
    if (left === 0) return NOTHING;
    const share = orphans
      .select('id')
      .orderBy('id')
      .limit(Math.ceil(left / this.alive))
      .forUpdate()
      .skipLocked();
    const claimed = await db
      .updateTable('jobs')
      .set({ owner: this.replica })
      .where('id', 'in', share)
      .where(this.present())
      .returning(['id', hasSomethingToDo(now).as('active')])
      .execute();
    const active = claimed.filter((job) => job.active).map(({ id }) => id);
    return { active: active.sort(), resting: claimed.length - active.length };
  }

  async owned(now: number): Promise<string[]> {
    const rows = await this.database.db
      .selectFrom('jobs')
      .select('id')
      .where('owner', '=', this.replica)
      .where('status', 'in', OPEN_STATUSES)
      .where(hasSomethingToDo(now))
      .execute();
    return rows.map(({ id }) => id);
  }

  async whose(jobId: string): Promise<'ours' | 'theirs' | null> {
    const { db } = this.database;
    const job = await db.selectFrom('jobs').select(['owner', 'status']).where('id', '=', jobId).executeTakeFirst();
    if (!job) return null;
    const open: readonly string[] = OPEN_STATUSES;
    // The replica that writes to an ended job owns it from then on; two at once collide at its version.
    if (!open.includes(job.status) || job.owner === this.replica) return 'ours';
    if (job.owner !== null) return 'theirs';
    const { numUpdatedRows } = await db
      .updateTable('jobs')
      .set({ owner: this.replica })
      .where('id', '=', jobId)
      .where('owner', 'is', null)
      .where(this.present())
      .executeTakeFirstOrThrow();
    return numUpdatedRows > 0n ? 'ours' : 'theirs';
  }

  async leave(): Promise<void> {
    if (this.replica === null) return;
    await this.remove([this.replica]);
    this.aliveUntil = 0;
    this.replica = null;
  }

  private liveFrom(asked: number): void {
    this.aliveUntil = asked + this.leaseMs * SAFETY;
  }

  private async beat(): Promise<boolean> {
    const { numUpdatedRows } = await this.database.db
      .updateTable('replicas')
      .set({ beat_at: DATABASE_NOW })
      .where('id', '=', this.replica)
      .executeTakeFirstOrThrow();
    return numUpdatedRows > 0n;
  }

  private async lookAround(now: number): Promise<void> {
    const members: Member[] = await this.database.db
      .selectFrom('replicas')
      .select(['id', 'beat_at as beatAt', sql<number>`${DATABASE_NOW} - beat_at`.as('silentMs')])
      .orderBy('joined_at')
      .orderBy('id')
      .execute();
    const still = this.watch.still(members, now);
    const dead = members.filter(({ id, silentMs }) => silentMs > this.leaseMs && still.has(id)).map(({ id }) => id);
    if (dead.length > 0) await this.remove(dead);
    const living = members.filter(({ id }) => !dead.includes(id));
    this.alive = Math.max(1, living.length);
    this.leads = living[0]?.id === this.replica;
  }

  /** Waits for their writes in progress, and releases their jobs. */
  private async remove(replicas: readonly string[]): Promise<void> {
    await this.database.db.transaction().execute(async (trx) => {
      const { numDeletedRows } = await trx.deleteFrom('replicas').where('id', 'in', replicas).executeTakeFirstOrThrow();
      // Another replica was faster.
      if (numDeletedRows === 0n) return;
      const jobs = trx.updateTable('jobs').set({ owner: null }).where('owner', 'in', replicas);
      await jobs.where('status', 'in', OPEN_STATUSES).execute();
    });
  }

  /** A replica that was declared dead claims nothing. */
  private present() {
    return sql<boolean>`exists (select from replicas where id = ${this.replica} for key share)`;
  }
}
