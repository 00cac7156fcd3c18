import { type FormField } from './fields';

interface Props {
  readonly field: FormField;
  readonly text: string;
  readonly fault?: string;
  readonly change: (text: string) => void;
}

export function InputControl({ field, text, fault, change }: Props) {
  const { name, label, help, isRequired } = field;
  const described = [help && `${name}-help`, fault && `${name}-fault`].filter(Boolean).join(' ') || undefined;
  return (
    <div class="input-field">
      <label class="field">
        <span>
          {label}
          {!isRequired && ' (may be left out)'}
        </span>
        <Control field={field} text={text} described={described} isWrong={fault !== undefined} change={change} />
      </label>
      {help && (
        <p class="muted" id={`${name}-help`}>
          {help}
        </p>
      )}
      {fault && (
        <p class="status bad" id={`${name}-fault`}>
          ✕ {fault}
        </p>
      )}
    </div>
  );
}

interface ControlProps extends Omit<Props, 'fault'> {
  readonly described?: string;
  readonly isWrong: boolean;
}

function Control({ field: { kind, isRequired, choices }, text, described, isWrong, change }: ControlProps) {
  const attributes = {
    value: text,
    required: isRequired,
    'aria-describedby': described,
    'aria-invalid': isWrong,
    onInput: (event: { currentTarget: { value: string } }) => change(event.currentTarget.value),
  };
  const options = kind === 'yes-or-no' ? [true, false] : choices;
  if (kind === 'json') return <textarea rows={4} {...attributes} />;
  if (kind === 'text') return <input {...attributes} />;
  if (kind === 'number') return <input inputMode="decimal" {...attributes} />;
  return (
    <select {...attributes}>
      <option value="">–</option>
      {options.map((option) => (
        <option key={JSON.stringify(option)} value={JSON.stringify(option)}>
          {typeof option === 'boolean' ? (option ? 'yes' : 'no') : String(option)}
        </option>
      ))}
    </select>
  );
}
