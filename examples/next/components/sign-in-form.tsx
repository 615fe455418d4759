'use client';

import { useActionState } from 'react';
import { signIn, signUp } from '@/app/actions';

export function SignInForm() {
  const [problem, enter, isEntering] = useActionState(signIn, null);
  const [refusal, join, isJoining] = useActionState(signUp, null);
  const isBusy = isEntering || isJoining;
  return (
    <form className="sign-in">
      <label>
        E-mail
        <input name="email" type="email" autoComplete="username" required />
      </label>
      <label>
        Password
        <input name="password" type="password" autoComplete="current-password" required />
      </label>
      <p role="alert">{problem ?? refusal}</p>
      <button className="primary" formAction={enter} disabled={isBusy}>
        Sign in
      </button>
      <button className="plain" formAction={join} disabled={isBusy}>
        Create an account
      </button>
    </form>
  );
}
