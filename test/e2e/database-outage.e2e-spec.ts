import { describeOutage } from './support/database-outage';

describeOutage('for a moment', 0);
