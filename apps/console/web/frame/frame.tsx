import { Login } from '../session/login';
import { logOut, session } from '../session/session';
import { PlatformHealth } from './platform-health';

export function Frame() {
  const { value: known } = session;
  if (known === undefined) return <p role="status">Loading …</p>;
  const isLoggedIn = known.mode === 'open' || known.subject !== undefined;
  return (
    <>
      <header>
        <strong>Console</strong> <Who />
      </header>
      <main>
        <h1>{isLoggedIn ? 'Platform' : 'Log in'}</h1>
        {isLoggedIn ? <PlatformHealth /> : <Login />}
      </main>
    </>
  );
}

function Who() {
  const { mode, subject } = session.value ?? {};
  if (mode === 'open') return <span>Every caller may do everything (AUTH is off)</span>;
  if (subject === undefined) return null;
  return (
    <span>
      {subject} <button onClick={() => void logOut()}>Log out</button>
    </span>
  );
}
