// A part of `npm run test:postgres` that belongs to every change.
import '../support/on-postgres';
import './bulk.e2e-spec';
import './revert-plan.e2e-spec';
import './search.e2e-spec';
import './undo.e2e-spec';
