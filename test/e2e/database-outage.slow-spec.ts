import { describeOutage } from './support/database-outage';

describeOutage('for half a minute', 30_000);
