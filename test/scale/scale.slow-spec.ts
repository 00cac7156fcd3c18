import { itScales } from './support/scale-cases';

describe('at the size that is promised', () => itScales({ steps: 1_000, tasks: 1_000, waiting: 10_000 }));
