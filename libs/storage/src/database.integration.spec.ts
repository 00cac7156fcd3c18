import { databaseContract } from './testing/database.contract';
import { onEveryDatabase } from './testing/on-every-database';

onEveryDatabase('a database', databaseContract);
