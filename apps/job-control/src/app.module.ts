import { Module } from '@nestjs/common';
import { journalMigrations, OrchestrationModule } from '#orchestration';
import { StorageModule } from '#storage';
import { AboutController } from './http/about.controller';
import { ActionsController } from './http/actions.controller';
import { ChecksController } from './http/checks.controller';
import { EventsController } from './http/events.controller';
import { JobsController } from './http/jobs.controller';
import { LegacyController } from './http/legacy.controller';
import { JobViews } from './views/job-views';
import { Offers } from './submission/offers';
import { Submission } from './submission/submission';

@Module({
  imports: [StorageModule.forRoot({ name: 'job-control', migrations: journalMigrations }), OrchestrationModule],
  // `jobs/validate` comes before `jobs/:id/…`.
  controllers: [
    ChecksController,
    JobsController,
    ActionsController,
    EventsController,
    LegacyController,
    AboutController,
  ],
  providers: [Submission, Offers, JobViews],
})
export class AppModule {}
