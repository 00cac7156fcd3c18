import { Module } from '@nestjs/common';
import { JOB_SERVICE, journalMigrations, OrchestrationModule } from '#orchestration';
import { RegistrationModule } from '#composable';
import { StorageModule } from '#storage';
import { ComposableController } from './composable/composable.controller';
import { JobCalls } from './composable/job-calls';
import { Tombstones } from './composable/tombstones';
import { appInfo } from './app-info';
import { ActionsController } from './http/actions.controller';
import { ChecksController } from './http/checks.controller';
import { EventsController } from './http/events.controller';
import { JobsController } from './http/jobs.controller';
import { KeyDirectoryController } from './http/key-directory.controller';
import { LegacyController } from './http/legacy.controller';
import { PartsController } from './http/parts.controller';
import { JobLog } from './observing/job-log';
import { JobMetrics } from './observing/job-metrics';
import { JobViews } from './views/job-views';
import { Planner } from './planning/planner';
import { DocumentCheck } from './admission/document-check';
import { MissingServices } from './admission/missing-services';
import { SecretNames } from './admission/secret-names';
import { JobAdmission } from './admission/job-admission';

@Module({
  imports: [
    StorageModule.forRoot({ name: 'job-control', migrations: journalMigrations }),
    OrchestrationModule,
    RegistrationModule.forRoot({ resource: 'job', serviceName: JOB_SERVICE, description: appInfo.description }),
  ],
  // `jobs/validate` comes before `jobs/:id/…`.
  controllers: [
    ChecksController,
    JobsController,
    PartsController,
    ActionsController,
    EventsController,
    LegacyController,
    ComposableController,
    KeyDirectoryController,
  ],
  providers: [
    JobAdmission,
    DocumentCheck,
    MissingServices,
    SecretNames,
    JobViews,
    JobCalls,
    Tombstones,
    Planner,
    JobMetrics,
    JobLog,
  ],
})
export class AppModule {}
