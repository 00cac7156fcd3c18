import { RefusedRequest } from '../api/send';

/** Why something could not be loaded or done, with each fault of what was sent. */
export function Problem({ error }: { error?: Error }) {
  if (!error) return null;
  const faults = error instanceof RefusedRequest ? error.faults : [];
  return (
    <div class="problem" role="alert">
      <p>{error.message}</p>
      {faults.length > 0 && (
        <ul>
          {faults.map(({ pointer, message }) => (
            <li key={pointer + message}>
              <code>{pointer || '/'}</code> {message}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
