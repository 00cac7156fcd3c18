import { Module } from '@nestjs/common';
import { JOB_SERVICE, OrchestrationModule } from '#orchestration';
import { RegistrationModule } from '#composable';
import { AuditModule, StorageModule } from '#storage';
import { jobAudit } from './audited-routes';
import { JobServiceController } from './composable/job-service.controller';
import { JobCalls } from './composable/job-calls';
import { Tombstones } from './composable/tombstones';
import { appInfo } from './app-info';
import { BatchWorker } from './bulk/batch-worker';
import { BulkActions } from './bulk/bulk-actions';
import { BulkController } from './bulk/bulk.controller';
import { BulkSelection } from './bulk/bulk-selection';
import { BATCH_STORE } from './bulk/store/batch-store';
import { SqlBatchStore } from './bulk/store/sql-batch-store';
import { DefinitionCatalog } from './definitions/definition-catalog';
import { DefinitionCheck } from './definitions/definition-check';
import { DefinitionJobsController } from './definitions/definition-jobs.controller';
import { DefinitionStarts } from './definitions/definition-starts';
import { DefinitionViews } from './definitions/definition-views';
import { DefinitionsController } from './definitions/definitions.controller';
import { InputsSchemas } from './definitions/schema/inputs-schemas';
import { DEFINITION_STORE } from './definitions/store/definition-store';
import { SqlDefinitionStore } from './definitions/store/sql-definition-store';
import { ActionsController } from './http/actions.controller';
import { JobActions } from './http/job-actions';
import { SignalsController } from './http/signals.controller';
import { ChecksController } from './http/checks.controller';
import { EventsController } from './http/events.controller';
import { JobResponses } from './http/job-responses';
import { JobsController } from './http/jobs.controller';
import { KeyDirectoryController } from './http/key-directory.controller';
import { LegacyController } from './http/legacy.controller';
import { PartsController } from './http/parts.controller';
import { JobLog } from './observing/job-log';
import { JobMetrics } from './observing/job-metrics';
import { migrations } from './migrations';
import { JobViews } from './views/job-views';
import { StoredViews } from './views/stored-views';
import { JobPlans } from './planning/job-plans';
import { Planner } from './planning/planner';
import { RevertPlanner } from './planning/revert-planner';
import { RevertPlansController } from './http/revert-plans.controller';
import { DocumentCheck } from './admission/document-check';
import { MissingServices } from './admission/missing-services';
import { SecretNames } from './admission/secret-names';
import { JobAdmission } from './admission/job-admission';

@Module({
  imports: [
    StorageModule.forRoot({ name: 'job-control', migrations }),
    AuditModule.of(jobAudit),
    OrchestrationModule,
    RegistrationModule.forRoot({ resource: 'job', serviceName: JOB_SERVICE, description: appInfo.description }),
  ],
  // `jobs/validate` and `jobs/actions` come before `jobs/:id/…`.
  controllers: [
    ChecksController,
    BulkController,
    JobsController,
    DefinitionsController,
    DefinitionJobsController,
    PartsController,
    RevertPlansController,
    ActionsController,
    SignalsController,
    EventsController,
    LegacyController,
    JobServiceController,
    KeyDirectoryController,
  ],
  providers: [
    JobAdmission,
    DocumentCheck,
    MissingServices,
    SecretNames,
    JobPlans,
    JobViews,
    StoredViews,
    JobActions,
    JobResponses,
    DefinitionCatalog,
    DefinitionCheck,
    DefinitionStarts,
    DefinitionViews,
    InputsSchemas,
    BulkActions,
    BulkSelection,
    BatchWorker,
    { provide: BATCH_STORE, useClass: SqlBatchStore },
    { provide: DEFINITION_STORE, useClass: SqlDefinitionStore },
    JobCalls,
    Tombstones,
    Planner,
    RevertPlanner,
    JobMetrics,
    JobLog,
  ],
})
export class AppModule {}
