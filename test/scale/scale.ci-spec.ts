import { itScales } from './support/scale-cases';

describe('at a size that is soon tested', () => itScales({ steps: 100, tasks: 100, waiting: 200 }));
