import { describeFuzzing } from './support/describe-fuzzing';

// The same ones every time: a change is to blame for what fails here.
describeFuzzing(4_000, 20_261_126);
