import { describeFuzzing } from './support/describe-fuzzing';

describeFuzzing(6_000);
