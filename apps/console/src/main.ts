import { bootstrap } from '#platform';
import { consoleInfo } from './app-info';
import { ConsoleModule } from './console.module';

void bootstrap(ConsoleModule, consoleInfo);
