import { describeFuzzing } from './support/describe-fuzzing';

describeFuzzing(20_000);
