import type { NextFunction, Request, Response } from 'express';

/** What Express calls a middleware. */
export type Step = (request: Request, response: Response, next: NextFunction) => unknown;

/** What every request goes through before it is routed, in this order. */
export class Steps {
  private readonly steps: Step[] = [];

  add(step: Step): void {
    this.steps.push(step);
  }

  /** @param done is called once, when all steps have been gone, or with what one of them had against the request */
  run(request: Request, response: Response, done: (refusal?: unknown) => void): void {
    const goOn = (index: number): void => {
      const step = this.steps[index];
      if (!step) return done();
      let called = false;
      const next = (refusal?: unknown): void => {
        if (called) return;
        called = true;
        if (refusal == null) goOn(index + 1);
        else done(refusal);
      };
      try {
        const pending = step(request, response, next);
        if (pending instanceof Promise) pending.catch(next);
      } catch (error) {
        next(error);
      }
    };
    goOn(0);
  }
}
