import type { ContractAffordance, ContractField, ServiceContract } from '#contract';
import { table } from './table';

/** All that is known of a service at run time. */
export function contractLines(contract: ServiceContract): string[] {
  const { name, url, registryID, affordances, conflicts } = contract;
  return [
    `${name}  ${url}  ${registryID}`,
    ...aboutForms(contract),
    ...aboutProfile(contract),
    ...affordances.flatMap((affordance) => ['', ...affordanceLines(affordance)]),
    ...(conflicts.length > 0 ? ['', ...conflicts.map(({ message }) => `conflict: ${message}`)] : []),
  ];
}

function aboutForms({ forms, formsError, requestIds, endpoints }: ServiceContract): string[] {
  if (formsError !== undefined) return [`forms: not readable: ${formsError}`];
  const actions = Object.keys(endpoints).join(', ') || 'nothing';
  return [`forms: ${forms}; offers ${actions}${requestIds ? '; keeps request ids' : ''}`];
}

function aboutProfile({ profile }: ServiceContract): string[] {
  if (!profile) return ['profile: none'];
  const { address, status = 'not fetched yet', faults } = profile;
  return [
    `profile: ${address}  ${status}`,
    ...faults.map(({ pointer, message }) => `  ${pointer || 'the document'}: ${message}`),
  ];
}

function affordanceLines({
  command,
  transition,
  does,
  title,
  type,
  reversible,
  fields,
  returns,
}: ContractAffordance): string[] {
  const undo = reversible === undefined ? '' : `, reversible: ${reversible}`;
  const heading = `${command ?? 'plain input'}  (${type}${undo})${title === undefined ? '' : `  ${title}`}`;
  return [
    heading,
    ...(does ?? []).map((id) => `  does ${id}${id === transition ? '  (its own)' : ''}`),
    ...indented(rows(fields)),
    ...(returns && returns.length > 0 ? ['  returns', ...indented(rows(returns))] : []),
  ];
}

function rows(fields: readonly ContractField[], above = ''): string[][] {
  return fields.flatMap(({ name, required, descriptor, inherits, def, title, fields: nested = [] }) => {
    const means = inherits?.at(-1) ?? def ?? descriptor ?? '';
    return [[`${above}${name}`, required ? 'required' : '', means, title ?? ''], ...rows(nested, `${above}${name}.`)];
  });
}

function indented(lines: string[][]): string[] {
  return lines.length === 0 ? [] : table(lines).map((line) => `  ${line}`);
}
