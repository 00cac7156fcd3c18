import { bootstrap } from '#platform';
import { SharedStateModule } from './app.module';
import { sharedStateInfo } from './app-info';

void bootstrap(SharedStateModule, sharedStateInfo);
