import { getMetadataStorage, ValidationTypes } from 'class-validator';

type Metadata = ReturnType<ReturnType<typeof getMetadataStorage>['getTargetValidationMetadatas']>[number];
export type QuickCheck = (instance: Record<string, unknown>) => boolean;

/**
 * Whether an instance has no faults. class-validator looks up its rules for every object, which costs more than the
 * rules themselves; here they are looked up once per class. If there are faults, class-validator words them.
 * @returns a test that is always false for classes that use unsupported features of class-validator
 */
export function quickCheck(cls: new () => object): QuickCheck {
  const fields = new Map<string, Metadata[]>();
  for (const rule of getMetadataStorage().getTargetValidationMetadatas(cls, '', false, false)) {
    fields.set(rule.propertyName, [...(fields.get(rule.propertyName) ?? []), rule]);
  }
  const tests = [...fields].map(([name, rules]) => fieldTest(name, rules));
  return (instance) => tests.every((test) => test(instance));
}

function fieldTest(name: string, rules: Metadata[]): QuickCheck {
  const isConditional = ({ type }: Metadata) => type === ValidationTypes.CONDITIONAL_VALIDATION;
  const conditions = rules.filter(isConditional).map(({ constraints }) => constraints[0] as Condition);
  const tests = rules.filter((rule) => !isConditional(rule)).map(ruleTest);
  return (instance) => {
    const value = instance[name];
    return conditions.some((applies) => !applies(instance, value)) || tests.every((test) => test(instance));
  };
}

type Condition = (instance: object, value: unknown) => boolean;

function ruleTest({
  type,
  each,
  validateIf,
  constraintCls,
  constraints,
  propertyName: property,
}: Metadata): QuickCheck {
  const [rule, another] = getMetadataStorage().getTargetValidatorConstraints(constraintCls);
  const isPlain = type === ValidationTypes.CUSTOM_VALIDATION && !each && !validateIf;
  if (!isPlain || !rule || another || rule.async) return () => false;
  const { instance: validator } = rule;
  return (object) => {
    const value = object[property];
    return validator.validate(value, { value, object, property, constraints, targetName: '' }) === true;
  };
}
