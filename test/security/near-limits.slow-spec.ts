import { describeNearLimits } from './support/near-limits/describe-near-limits';

describeNearLimits(3_000, Date.now() % 1_000_000);
