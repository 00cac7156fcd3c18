import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { type ApiName, send } from '../api/send';

const APPS: readonly (readonly [ApiName, string])[] = [
  ['discovery', 'discovery'],
  ['state', 'shared-state'],
  ['jobs', 'job-control'],
];

export function PlatformHealth() {
  return (
    <ul>
      {APPS.map(([api, name]) => (
        <li key={api}>
          {name}: <Health api={api} />
        </li>
      ))}
    </ul>
  );
}

function Health({ api }: { api: ApiName }) {
  const report = useSignal('…');
  useEffect(() => {
    send(`/api/${api}/health`).then(
      () => (report.value = 'ready'),
      (error: unknown) => (report.value = `not ready: ${(error as Error).message}`),
    );
  }, [api]);
  return <span>{report}</span>;
}
