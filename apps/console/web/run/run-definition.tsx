import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { type ApiShape, bodyOf, jobControl } from '../api/clients';
import { type Fault, RefusedRequest } from '../api/send';
import { type Loaded, useLoad } from '../api/use-load';
import { Problem } from '../parts/problem';
import { navigate } from '../routes/navigation';
import { hrefOf } from '../routes/route';
import { type FormField, fieldsOf, readFields } from './fields';
import { InputControl } from './input-control';
import { PlanView } from './plan-view';

/** The form of a definition, with the plan beside it. */
export function RunDefinition({ subject: name }: { subject: string }) {
  const definition = useLoad(name, (signal) =>
    bodyOf(jobControl.GET('/definitions/{name}', { params: { path: { name } }, signal })),
  );
  return (
    <>
      <div class="head">
        <h1>Run {name}</h1>
        <a class="end" href={hrefOf('definitions', name)}>
          What it is
        </a>
      </div>
      <Problem error={definition.error} />
      {definition.value?.description && <p>{definition.value.description}</p>}
      {definition.value && <RunForm name={name} schema={definition.value.inputs} />}
    </>
  );
}

/** Milliseconds without a key before the plan is made anew. */
const TYPING_MS = 400;

function RunForm({ name, schema }: { name: string; schema: object }) {
  const fields = useMemo(() => fieldsOf(schema), [schema]);
  const texts = useSignal<Readonly<Record<string, string>>>(initialTexts(fields));
  const refusal = useSignal<Error | undefined>(undefined);
  const { values, faults, isComplete } = readFields(fields, texts.value);
  const plan = usePlan(name, isComplete ? values : undefined);
  // Of the same inputs: pressed twice, or again after a response was lost, the button starts one job.
  const key = useMemo(randomKey, [JSON.stringify(values)]);
  const allFaults = [...faults, ...faultsOf(plan.error)];
  const start = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (faults.length > 0) return;
    try {
      navigate(hrefOf('jobs', await startJob(name, values, key)));
    } catch (error) {
      refusal.value = error as Error;
    }
  };
  return (
    <div class="beside">
      <form class="panel" aria-label="Inputs" onSubmit={(event) => void start(event)}>
        <div class="inner column">
          {fields.length === 0 && <p class="muted">It takes no inputs.</p>}
          {fields.map((field) => (
            <InputControl
              key={field.name}
              field={field}
              text={texts.value[field.name] ?? ''}
              fault={faultOf(field, allFaults, texts.value)}
              change={(text) => (texts.value = { ...texts.value, [field.name]: text })}
            />
          ))}
          <Problem error={refusal.value} />
          <div>
            <button class="main">Start</button>
          </div>
        </div>
      </form>
      <PlanPanel plan={plan} />
    </div>
  );
}

function PlanPanel({ plan: { value, error, isLoading } }: { plan: Loaded<ApiShape<'JobPlanView'> | undefined> }) {
  return (
    <section class="panel" aria-labelledby="plan-title" aria-busy={isLoading}>
      <header>
        <h2 id="plan-title">What it would do now</h2>
      </header>
      <div class="inner column">
        <Problem error={error} />
        {!error && value && <PlanView plan={value} />}
        {!error && !value && <p class="muted">There is a plan as soon as the inputs are complete.</p>}
      </div>
    </section>
  );
}

const initialTexts = (fields: readonly FormField[]): Record<string, string> =>
  Object.fromEntries(fields.map(({ name, initial }) => [name, initial]));

/** What the inputs would do, once a person has stopped typing; undefined while they are not complete. */
function usePlan(name: string, inputs?: Readonly<Record<string, unknown>>) {
  const settled = useSettled(inputs && JSON.stringify(inputs), TYPING_MS);
  return useLoad(`${name} ${settled}`, async (signal) => {
    if (settled === undefined) return undefined;
    const body = { inputs: JSON.parse(settled) as Record<string, unknown> };
    return bodyOf(jobControl.POST('/definitions/{name}/plan', { params: { path: { name } }, body, signal }));
  });
}

/** The id of the job that was accepted. */
async function startJob(name: string, inputs: Readonly<Record<string, unknown>>, key: string): Promise<string> {
  const params = { path: { name }, header: { 'Idempotency-Key': key } };
  const { jobId } = await bodyOf(jobControl.POST('/definitions/{name}/jobs', { params, body: { inputs } }));
  return jobId;
}

/** Not by `randomUUID`, which browsers offer over https and on loopback only. */
const randomKey = (): string => crypto.getRandomValues(new Uint32Array(4)).join('-');

const faultsOf = (error?: Error): readonly Fault[] => (error instanceof RefusedRequest ? error.faults : []);

/** What is wrong with a field that was filled in; one that is empty may still be. */
function faultOf(
  { name }: FormField,
  faults: readonly Fault[],
  texts: Readonly<Record<string, string>>,
): string | undefined {
  if (!texts[name]) return undefined;
  const pointer = `/inputs/${name}`;
  return faults.find((fault) => fault.pointer === pointer || fault.pointer.startsWith(`${pointer}/`))?.message;
}

/** The value as it is when it has not changed for a while. */
function useSettled(value: string | undefined, milliseconds: number): string | undefined {
  const settled = useSignal(value);
  useEffect(() => {
    const timer = setTimeout(() => (settled.value = value), milliseconds);
    return () => clearTimeout(timer);
  }, [value]);
  return settled.value;
}
