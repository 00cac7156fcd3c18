import { describeIdempotency } from './support/describe-idempotency';

describeIdempotency(200);
