import { Injectable } from '@nestjs/common';
import {
  collectingFaults,
  DefinitionDocument,
  type FieldFault,
  firstFaults,
  isJsonObject,
  type JobValidationView,
  labelFaults,
  PlatformError,
  validateDto,
} from '#contract';
import { inTimeSlices } from '#platform';
import { DocumentCheck } from '../admission/document-check';
import { inOneLine } from '../admission/job-admission';
import { type DefinitionContent, EXPECTED_NAME, isDefinitionName, NO_INPUTS } from './rules/definition';
import { referenceFaults } from './rules/input-references';
import { withOwnNames, withoutUnknowns } from './rules/job-of-definition';
import { findingUseOfInputs } from './rules/use-of-inputs';
import { InputsSchemas } from './schema/inputs-schemas';

export interface CheckedDefinition {
  readonly content: DefinitionContent;
  readonly warnings: readonly string[];
}

/**
 * Checks a definition as jobs are checked, as far as that can be known without the inputs. Services and secrets are looked
 * up at every start: they differ from moment to moment, and from caller to caller.
 */
@Injectable()
export class DefinitionCheck {
  constructor(
    private readonly documents: DocumentCheck,
    private readonly schemas: InputsSchemas,
  ) {}

  async validate(body: unknown): Promise<JobValidationView> {
    const name = isJsonObject(body) && typeof body.name === 'string' ? body.name : NO_NAME;
    try {
      const { warnings } = await this.check(name, body);
      return { valid: true, errors: [], warnings: [...warnings] };
    } catch (error) {
      const errors =
        error instanceof PlatformError && error.code === 'unprocessable' ? error.details.errors : undefined;
      if (errors) return { valid: false, errors: [...errors], warnings: [] };
      throw error;
    }
  }

  /** @throws PlatformError `unprocessable` with every fault */
  async check(name: string, body: unknown): Promise<CheckedDefinition> {
    const { value, faults } = validateDto(DefinitionDocument, body);
    const named = [...nameFaults(name, value.name), ...labelFaults(value.labels), ...faults];
    if (named.length > 0) throw invalid('definition', named);
    const { description = null, labels = {}, inputs = NO_INPUTS, job } = value;
    const inJob = await this.documents.check(withOwnNames(job));
    const ofSchema = await this.schemas.faultsOf(inputs);
    const used = await inTimeSlices(findingUseOfInputs({ inputs, job }));
    const ofReferences = await inTimeSlices(collectingFaults(referenceFaults(job)));
    const ofJob = withoutUnknowns(inJob.faults, job);
    const wrong = [...ofSchema, ...[...ofReferences, ...ofJob].map(belowJob), ...used.faults];
    if (wrong.length > 0) throw invalid('definition', wrong);
    const warnings = firstFaults([...withoutUnknowns(inJob.warnings, job).map(belowJob), ...used.warnings]);
    return { content: { description, labels, inputs, job }, warnings: warnings.map(inOneLine) };
  }
}

/** For a definition that is checked before it has a name. */
const NO_NAME = 'unnamed';

function nameFaults(name: string, inDocument: string | null | undefined): FieldFault[] {
  if (!isDefinitionName(name)) return [{ pointer: '/name', message: `expected ${EXPECTED_NAME}` }];
  const differs = (inDocument ?? name) !== name;
  return differs ? [{ pointer: '/name', message: `expected "${name}", as in the address` }] : [];
}

function belowJob({ pointer, message }: FieldFault): FieldFault {
  return { pointer: `/job${pointer}`, message };
}

/** @param what is not valid */
export function invalid(what: string, faults: readonly FieldFault[]): PlatformError {
  const told = firstFaults(faults);
  return new PlatformError('unprocessable', `The ${what} is not valid: ${told.map(inOneLine).join('; ')}`, {
    errors: told,
  });
}
