import {
  definingDocument,
  descriptorId,
  hasTransition,
  readDocument,
  resolveVocabulary,
  TooManyFields,
  unknownTerms,
  type Vocabulary,
} from '#alps';
import { type CallDto, callsOf, type FieldFault, formatPointer, type JobDocument } from '#contract';
import { InvalidFile } from '../failure/invalid-file';
import { UsageError } from '../failure/usage-error';

type Path = readonly (string | number)[];
type Call = readonly [call: CallDto, path: Path];

/**
 * Faults of a job's terms by the profile that they are of; what services make of them is not looked at.
 * @param file name of the profile's file, for messages
 * @throws InvalidFile when the profile has faults; UsageError when the job has terms of none, or of several
 */
export function termFaults(job: JobDocument, file: string, profile: Uint8Array): FieldFault[] {
  const calls = callsWithTerms(job);
  const [address, another] = new Set(calls.map(([{ does }]) => definingDocument(descriptorId(does!)!)));
  if (address === undefined) throw new UsageError('no task of the job says with `does` what it wants');
  if (another !== undefined) {
    throw new UsageError(
      `the job has terms of several profiles (${address}, ${another}); one at a time can be checked`,
    );
  }
  const vocabulary = vocabularyIn(file, profile, address);
  return calls.flatMap((call) => faultsOf(call, vocabulary));
}

function callsWithTerms({ steps }: JobDocument): Call[] {
  const calls = steps.flatMap(({ tasks = [] }, step) =>
    tasks.flatMap((task, index) =>
      callsOf(task, ['steps', step, 'tasks', index]).map(([call, path]): Call => [
        { ...call, input: call.input ?? task.input },
        path,
      ]),
    ),
  );
  return calls.filter(([{ does }]) => does !== undefined);
}

/** A document that the profile refers to is not fetched: what it inherits from there is not known here. */
function vocabularyIn(file: string, profile: Uint8Array, address: string): Vocabulary {
  const { document, faults: read } = readDocument(profile, address);
  const { vocabulary, faults: resolved } = resolveVocabulary(document, new Map([[address, document]]));
  const faults = [...read, ...resolved];
  if (faults.length > 0) throw new InvalidFile(file, 'an ALPS profile', faults);
  return vocabulary;
}

function faultsOf([{ does, input = {} }, path]: Call, vocabulary: Vocabulary): FieldFault[] {
  const transition = descriptorId(does!)!;
  if (!hasTransition(vocabulary, transition)) {
    return [{ pointer: formatPointer([...path, 'does']), message: 'the profile has no such transition' }];
  }
  try {
    return unknownTerms(vocabulary, transition, input).map(({ path: place, expected }) => ({
      pointer: formatPointer([...path, 'input', ...place]),
      message: `is no term of the profile: expected one of ${expected.join(', ')}`,
    }));
  } catch (error) {
    if (error instanceof TooManyFields) return [{ pointer: formatPointer(path), message: error.message }];
    throw error;
  }
}
