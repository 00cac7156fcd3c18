import { bootstrap } from '#platform';
import { engineInfo } from './app-info';
import { engineSource } from './engine.module';

void bootstrap(engineSource, engineInfo);
