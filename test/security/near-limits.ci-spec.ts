import { describeNearLimits } from './support/near-limits/describe-near-limits';

describeNearLimits(100, 1);
