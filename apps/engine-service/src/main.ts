import { bootstrap } from '#platform';
import { appInfo } from './app-info';
import { engine } from './engine.module';

void bootstrap(engine, appInfo);
