import { describeSharedState } from './support/shared-state-history';

describeSharedState({ clients: 10, operationsEach: 300 });
