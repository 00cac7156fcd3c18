export { Affordance } from './affordance.dto';
export { CommandMessageDto } from './command-message.dto';
export { DescriptiveForms, FormLink } from './forms.dto';
export * from './job';
export { Problem } from './problem.dto';
export { RegistrationDto, validateRegistration } from './registration.dto';
export { inBothDialects } from './service-description';
export { type AlpsStatus, HEALTH_STATES, ServiceEntry, type HealthState } from './service-entry.dto';
export {
  ServiceContract,
  type ContractAffordance,
  type ContractConflict,
  type ContractEndpoints,
  type ContractField,
  type ContractProfile,
} from './service-contract.dto';
export { readStatePatch, StatePatchOp } from './state-patch.dto';
