import { describeFuzzing } from './support/describe-fuzzing';

describeFuzzing(4_000);
