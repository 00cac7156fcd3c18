import { logIn, loginFault, session } from './session';

export const Login = () => (
  <>
    <h1>Log in</h1>
    {session.value?.mode === 'oidc' ? <AtProvider /> : <WithKey />}
    <p role="alert">{loginFault}</p>
  </>
);

/** The provider sends the browser back to where it was. */
function AtProvider() {
  const to = encodeURIComponent(location.pathname + location.search);
  return (
    <p>
      <a href={`/login?to=${to}`} target="_self">
        Log in with your account
      </a>
    </p>
  );
}

function WithKey() {
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const key = new FormData(event.currentTarget as HTMLFormElement).get('key');
    if (typeof key === 'string') void logIn(key.trim());
  };
  return (
    <form class="filters" onSubmit={submit}>
      <label class="field wide">
        API key
        <input name="key" type="password" autocomplete="current-password" required />
      </label>
      <button class="main">Log in</button>
    </form>
  );
}
