import { useRef } from 'preact/hooks';
import { filterOfForm, type ListFilter, STATUSES, WAITS } from './job-filter';

interface Props {
  readonly filter: ListFilter;
  readonly apply: (filter: ListFilter) => void;
}

/** Narrows the list; the address holds the choice. */
export function Filters({ filter, apply }: Props) {
  const form = useRef<HTMLFormElement>(null);
  const read = (): void => {
    if (form.current) apply(filterOfForm(new FormData(form.current)));
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    read();
  };
  return (
    <form ref={form} class="filters" role="search" aria-label="Jobs" onSubmit={submit}>
      <label class="field wide">
        Text in name or error
        <input type="search" name="q" value={filter.q ?? ''} />
      </label>
      <label class="field wide">
        Labels
        <input name="label" placeholder="customer:acme env:prod" value={filter.label.join(' ')} />
      </label>
      <label class="field">
        Definition
        <input name="definition" value={filter.definition ?? ''} />
      </label>
      <label class="field">
        Waits for
        <select name="waitingFor" value={filter.waitingFor ?? ''} onChange={read}>
          <option value="">anything</option>
          {WAITS.map((wait) => (
            <option key={wait}>{wait}</option>
          ))}
        </select>
      </label>
      <input type="hidden" name="name" value={filter.name ?? ''} />
      <input type="hidden" name="since" value={filter.since ?? ''} />
      <input type="hidden" name="until" value={filter.until ?? ''} />
      <div class="buttons">
        <button class="main">Search</button>
        <a href="/jobs">Clear</a>
      </div>
      <fieldset>
        <legend class="hidden">Status</legend>
        <div class="checks">
          {STATUSES.map((status) => (
            <label class="check" key={status}>
              <input
                type="checkbox"
                name="status"
                value={status}
                checked={filter.status.includes(status)}
                onChange={read}
              />
              {status.replace('-', ' ')}
            </label>
          ))}
        </div>
      </fieldset>
    </form>
  );
}
