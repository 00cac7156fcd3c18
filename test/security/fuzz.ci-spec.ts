import { describeFuzzing } from './support/describe-fuzzing';

/** New ones each time. */
describeFuzzing(20_000, Date.now() % 1_000_000_007);
