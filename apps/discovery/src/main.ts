import { bootstrap } from '#platform';
import { DiscoveryModule } from './app.module';
import { discoveryInfo } from './app-info';

void bootstrap(DiscoveryModule, discoveryInfo);
