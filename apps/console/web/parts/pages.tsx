interface Props {
  /** The first page, where another one is shown. */
  readonly first?: string;
  readonly next?: string;
  readonly names: { readonly first: string; readonly next: string; readonly end: string };
}

/** Where a list goes on. */
export const Pages = ({ first, next, names }: Props) => (
  <nav class="inner" aria-label="Pages">
    {first && <a href={first}>{names.first}</a>}
    {next ? <a href={next}>{names.next}</a> : <span class="muted">{names.end}</span>}
  </nav>
);
