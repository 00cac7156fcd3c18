import { REVERSIBILITIES, type Reversibility } from '../pure/forms';
import type { JsonObject } from '../pure/json';
import { AnyObject, Flag, Nested, NestedList, OneOf, Text, TextList, WebAddress } from '../validation/fields';
import { ALPS_STATUSES, AlpsFault, type AlpsStatus } from './service-entry.dto';

const TRANSITION_TYPES = ['safe', 'idempotent', 'unsafe'] as const;
type TransitionType = (typeof TRANSITION_TYPES)[number];

/** A member of a message or a response. */
export class ContractField {
  @Text({
    required: true,
    description: 'As it stands in messages; `id` stands beside the payload',
    example: 'guestName',
  })
  name!: string;

  @Flag({ required: true })
  required!: boolean;

  @Text({ description: 'Absolute id of what its profile says it means' })
  descriptor?: string;

  @TextList({ description: 'Ids of the descriptors that this one inherits from, the nearest first' })
  inherits?: string[];

  @Text({ description: 'Its definition' })
  def?: string;

  @Text()
  title?: string;

  @AnyObject({ description: 'JSON Schema, as its forms give it' })
  schema?: JsonObject;

  @NestedList(() => ContractField, { description: 'Members of it' })
  fields?: ContractField[];
}

/** One thing that can be asked of a service. */
export class ContractAffordance {
  @Text({
    description: 'The command of its messages; absent where it takes plain input, or has no command for a transition',
  })
  command?: string;

  @Text({ description: 'Absolute id of the transition in its profile' })
  transition?: string;

  @TextList({ description: 'Ids by which a task may ask for it (`does`); equal definitions come on top' })
  does?: string[];

  @Text({ description: 'Definition of the transition' })
  def?: string;

  @Text()
  title?: string;

  @OneOf(TRANSITION_TYPES, {
    required: true,
    description: 'Where its profile and its forms differ, the more dangerous',
  })
  type!: TransitionType;

  @OneOf(REVERSIBILITIES, { description: 'What it declares that /revert makes of it' })
  reversible?: Reversibility;

  @NestedList(() => ContractField, { required: true })
  fields!: ContractField[];

  @NestedList(() => ContractField, { description: 'What it returns, as its profile says' })
  returns?: ContractField[];
}

/** Where its profile and its forms do not fit. */
export class ContractConflict {
  @OneOf(['type', 'field', 'command', 'descriptor'], { required: true })
  about!: 'type' | 'field' | 'command' | 'descriptor';

  @Text()
  command?: string;

  @Text()
  transition?: string;

  @Text({ required: true })
  message!: string;
}

/** The addresses its calls go to; absent where it does not offer the action. */
export class ContractEndpoints {
  @WebAddress()
  execute?: string;

  @WebAddress()
  repeat?: string;

  @WebAddress()
  revert?: string;
}

export class ContractProfile {
  @WebAddress({ required: true })
  address!: string;

  @OneOf(ALPS_STATUSES, { description: 'Absent until it was fetched' })
  status?: AlpsStatus;

  @Text({ description: 'Digest of what it means' })
  digest?: string;

  @Text({ description: 'When it was last fetched (RFC 3339, UTC)' })
  checkedAt?: string;

  @NestedList(() => AlpsFault, { required: true, description: 'All of its faults, a hundred at most' })
  faults!: AlpsFault[];
}

/** All that is known of a service at run time. */
export class ServiceContract {
  @Text({ required: true })
  registryID!: string;

  @Text({ required: true })
  name!: string;

  @WebAddress({ required: true })
  url!: string;

  @OneOf(['descriptive', 'links', 'unknown', 'unreadable'], {
    required: true,
    description: 'In which dialect its forms are',
  })
  forms!: 'descriptive' | 'links' | 'unknown' | 'unreadable';

  @Text({ description: 'Why its forms could not be read' })
  formsError?: string;

  @Text({ description: 'What its command messages are about' })
  resource?: string;

  @Flag({ required: true, description: 'It keeps a ledger of request ids' })
  requestIds!: boolean;

  @Nested(() => ContractEndpoints, { required: true })
  endpoints!: ContractEndpoints;

  @Nested(() => ContractProfile)
  profile?: ContractProfile;

  @NestedList(() => ContractAffordance, { required: true })
  affordances!: ContractAffordance[];

  @NestedList(() => ContractConflict, { required: true })
  conflicts!: ContractConflict[];
}
