import { Inject, Injectable } from '@nestjs/common';
import type { CallEffect } from '../../core/model/effects';
import { OrchestrationConfig } from '../../orchestration.config';

/** The order in which waiting calls proceed: undoing, then jobs that have begun, then new ones. */
export type Priority = 'undo' | 'begun' | 'new';

/** After this many calls of jobs that have begun, a new one proceeds: a long job must not keep a service to itself. */
const MOST_PASSED_OVER = 15;

/** Additional slots, as a share of the limit, for undoing alone: it must not wait for calls that hang. */
const OWN_SHARE_OF_UNDO = 1 / 4;

interface Lane extends Record<Priority, (() => void)[]> {
  inFlight: number;
  /** How often in a row new calls were passed over. */
  passedOver: number;
}

/**
 * Limits how many calls are in flight per service. New work starves neither undoing nor jobs that have begun: under overload
 * every job would begin otherwise, and few would end. The time limit of a call begins after its wait here.
 */
@Injectable()
export class ConcurrencyLimiter {
  private readonly lanes = new Map<string, Lane>();
  private waiting = 0;
  private readonly limit: number;
  private readonly limitOfUndo: number;

  constructor(@Inject(OrchestrationConfig) config: Pick<OrchestrationConfig, 'JOB_MAX_CALLS_PER_SERVICE'>) {
    this.limit = config.JOB_MAX_CALLS_PER_SERVICE;
    this.limitOfUndo = this.limit + Math.ceil(this.limit * OWN_SHARE_OF_UNDO);
  }

  /** Waiting calls of jobs that have not called a service yet. */
  get waitingToBegin(): number {
    return this.waiting;
  }

  run<T>(key: string, priority: Priority, work: () => Promise<T>): Promise<T> {
    const lane = this.lanes.get(key) ?? { inFlight: 0, passedOver: 0, undo: [], begun: [], new: [] };
    this.lanes.set(key, lane);
    if (lane.inFlight < (priority === 'undo' ? this.limitOfUndo : this.limit)) {
      lane.inFlight += 1;
      return this.work(key, lane, work);
    }
    if (priority === 'new') this.waiting += 1;
    // Many calls may wait here for long: keep nothing of them but the work.
    return new Promise((resolve) => {
      lane[priority].push(() => {
        if (priority === 'new') this.waiting -= 1;
        resolve(this.work(key, lane, work));
      });
    });
  }

  private async work<T>(key: string, lane: Lane, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } finally {
      this.leave(key, lane);
    }
  }

  /** The next waiting call takes over the slot. */
  private leave(key: string, lane: Lane): void {
    const next = lane.undo.shift() ?? (lane.inFlight <= this.limit ? nextForward(lane) : undefined);
    if (next) return next();
    lane.inFlight -= 1;
    if (lane.inFlight === 0) this.lanes.delete(key);
  }
}

function nextForward(lane: Lane): (() => void) | undefined {
  const isTurnOfNew = lane.begun.length === 0 || (lane.passedOver >= MOST_PASSED_OVER && lane.new.length > 0);
  lane.passedOver = isTurnOfNew || lane.new.length === 0 ? 0 : lane.passedOver + 1;
  return isTurnOfNew ? lane.new.shift() : lane.begun.shift();
}

/** A call of a later step, or a later attempt, is one of a job that has begun. */
export function priorityOf({ undo, unit, attempt }: Pick<CallEffect, 'undo' | 'unit' | 'attempt'>): Priority {
  if (undo) return 'undo';
  return unit.step > 0 || attempt > 1 ? 'begun' : 'new';
}
