import { type ComponentType } from 'preact';
import { Definition } from '../definitions/definition';
import { Definitions } from '../definitions/definitions';
import { Inbox } from '../inbox/inbox';
import { Job } from '../job/job';
import { Jobs } from '../jobs/jobs';
import { RunDefinition } from '../run/run-definition';
import { ChooseDefinition } from '../run/choose-definition';
import { Services } from '../services/services';
import { StateDocument } from '../state/state-document';
import { StateDocuments } from '../state/state-documents';
import { route } from '../routes/navigation';
import { type Route, type ScreenName } from '../routes/route';

interface Shown {
  readonly list: ComponentType;
  /** One of them, by the subject of the address. */
  readonly one?: ComponentType<{ subject: string }>;
}

const SHOWN: Readonly<Record<Exclude<ScreenName, 'not-found'>, Shown>> = {
  inbox: { list: Inbox },
  jobs: { list: Jobs, one: Job },
  run: { list: ChooseDefinition, one: RunDefinition },
  definitions: { list: Definitions, one: Definition },
  services: { list: Services },
  state: { list: StateDocuments, one: StateDocument },
};

/** The screen that the address names. */
export function CurrentScreen() {
  const { screen, subject } = route.value;
  if (screen === 'not-found') return <NotFound />;
  const { list: List, one: One } = SHOWN[screen];
  if (subject === undefined) return <List />;
  return One ? <One key={subject} subject={subject} /> : <NotFound />;
}

const NotFound = () => (
  <p class="empty">
    There is no such page. <a href="/">Go to the start</a>
  </p>
);

/** What the browser's tab and history call it. */
export const titleOf = ({ screen, subject }: Route): string => [subject, screen, 'Console'].filter(Boolean).join(' · ');
