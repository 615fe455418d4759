'use client';

import { useActionState } from 'react';
import { signInOrUp } from '@/app/actions';

export function SignInForm() {
  const [refusal, submit, isBusy] = useActionState(signInOrUp, null);
  return (
    <form className="sign-in" action={submit}>
      <label>
        E-mail
        {/* React resets a form after its action, to the default. */}
        <input
          name="email"
          type="email"
          autoComplete="username"
          required
          defaultValue={refusal?.email}
        />
      </label>
      <label>
        Password
        <input name="password" type="password" autoComplete="current-password" required />
      </label>
      <p role="alert">{refusal?.problem}</p>
      <button className="primary" name="intent" value="sign in" disabled={isBusy}>
        Sign in
      </button>
      <button className="plain" name="intent" value="sign up" disabled={isBusy}>
        Create an account
      </button>
    </form>
  );
}
