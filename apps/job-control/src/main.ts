import { bootstrap } from '#platform';
import { AppModule } from './app.module';
import { appInfo } from './app-info';

void bootstrap(AppModule, appInfo);
