import { hrefOf } from '../routes/route';

/** Labels of a job; each leads to the jobs that have it too. */
export function Labels({ labels = {} }: { labels?: Readonly<Record<string, string>> }) {
  const entries = Object.entries(labels);
  if (entries.length === 0) return null;
  return (
    <ul class="labels" aria-label="Labels">
      {entries.map(([key, value]) => (
        <li key={key}>
          <a href={hrefOf('jobs', undefined, { label: `${key}:${value}` })}>
            {key}:{value}
          </a>
        </li>
      ))}
    </ul>
  );
}
