import { Injectable } from '@nestjs/common';
import { firstWarnings, type JobPlanView } from '#contract';
import { DocumentCheck } from '../admission/document-check';
import { inOneLine, invalidJob } from '../admission/job-admission';
import { Planner } from './planner';

/** Checks job documents, and plans them. */
@Injectable()
export class JobPlans {
  constructor(
    private readonly documents: DocumentCheck,
    private readonly planner: Planner,
  ) {}

  /** @throws PlatformError `unprocessable` with every fault of the document */
  async plan(body: unknown): Promise<JobPlanView> {
    const { value, faults, warnings } = await this.documents.check(body);
    if (faults.length > 0) throw invalidJob(faults);
    const plan = await this.planner.plan(value);
    return { ...plan, warnings: firstWarnings([...warnings.map(inOneLine), ...plan.warnings]) };
  }
}
