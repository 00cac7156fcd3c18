import { type ComponentChildren } from 'preact';
import { Time } from './time';

interface Entry {
  readonly version: number;
  readonly href: string;
  readonly at: string;
  readonly by?: string;
  readonly children?: ComponentChildren;
}

interface Props {
  readonly entries: readonly Entry[];
  /** The version that is shown beside the list. */
  readonly shown?: number;
}

/** Who made which version, and when. */
export const VersionList = ({ entries, shown }: Props) => (
  <ul class="entries">
    {entries.map(({ version, href, at, by, children }) => (
      <li key={version} class="inner">
        <a href={href} aria-current={version === shown ? 'true' : undefined}>
          Version {version}
        </a>
        <Time at={at} />
        {by && <span class="muted">by {by}</span>}
        {children}
      </li>
    ))}
  </ul>
);
