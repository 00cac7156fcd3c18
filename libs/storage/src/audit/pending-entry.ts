import type { ServerResponse } from 'node:http';
import { Logger } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Transaction } from 'kysely';
import { isJsonObject } from '#contract';
import { principalOf, problemOf } from '#platform';
import type { AuditEntry } from './audit-entry';
import { type AuditLog, newRow } from './audit-log';
import type { AuditedRequest } from './audited-routes';
import type { AuditSchema, AuditTable } from './audit-schema';

const pending = new WeakMap<ServerResponse, PendingEntry>();

/** The entry of the request that is responded to; undefined where the app does not audit it. */
export function pendingEntryOf(response: ServerResponse): PendingEntry | undefined {
  return pending.get(response);
}

/**
 * The entry of a request until it is on disk. It is written at the latest before the response ends; a handler may write it
 * before, or with what the request asks for, in one transaction.
 */
export class PendingEntry {
  private static readonly logger = new Logger('Audit');
  private isWritten = false;

  constructor(
    private readonly log: AuditLog,
    private readonly audited: AuditedRequest,
    private readonly request: Request,
    private readonly response: Response,
  ) {
    pending.set(response, this);
  }

  /**
   * What is done is done: that it could not be noted is told to the operator, not to the client.
   * @param subject where the response will not say it
   */
  async write(subject?: string): Promise<void> {
    if (this.isWritten || this.isExempt) return;
    this.isWritten = true;
    const entry = { ...this.entry(this.response.statusCode), ...(subject !== undefined && { subject }) };
    try {
      await this.log.add(entry);
    } catch (error) {
      PendingEntry.logger.error({ message: `an entry of the audit could not be written: ${String(error)}`, ...entry });
    }
  }

  /** The row that says it is done; undefined where this request is not audited. To be inserted by `insertRows`. */
  rowWhenDone(subject: string): AuditTable | undefined {
    const { doneStatus = this.response.statusCode } = this.audited.route;
    return this.isExempt ? undefined : newRow({ ...this.entry(doneStatus), subject });
  }

  /** Its row is on disk. */
  wasWritten(): void {
    this.isWritten = true;
  }

  private get isExempt(): boolean {
    return this.audited.route.except?.(this.request, this.response) ?? false;
  }

  private entry(status: number): Omit<AuditEntry, 'id'> {
    const { route, action, subject } = this.audited;
    const { request, response } = this;
    const body: unknown = request.body;
    const named = isJsonObject(body) ? body : {};
    const isDone = status < 400;
    return {
      at: Date.now(),
      by: principalOf(request)?.name ?? text(named.by),
      from: request.socket.remoteAddress ?? null,
      action,
      kind: route.kind,
      subject: text(route.subject?.(request, response)) ?? subject,
      outcome: isDone ? 'done' : 'refused',
      status,
      code: isDone ? null : (problemOf(response)?.code ?? null),
      reason: text(named.reason),
    };
  }
}

/** Part of a transaction that does what the requests asked for. */
export async function insertRows<Schema extends AuditSchema>(
  trx: Transaction<Schema>,
  rows: readonly AuditTable[],
): Promise<void> {
  if (rows.length > 0) await (trx as unknown as Transaction<AuditSchema>).insertInto('audit').values(rows).execute();
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
