import { describeFuzzing } from './support/describe-fuzzing';

// The same ones every time: a change is to blame for what fails here.
describeFuzzing(1_000, 20_261_126);
