'use client';

import { useActionState, useState } from 'react';
import { signIn, signUp } from '@/app/actions';

export function SignInForm() {
  const [problem, enter, isEntering] = useActionState(signIn, null);
  const [refusal, join, isJoining] = useActionState(signUp, null);
  // React empties a form after its action. An address that was refused is mended, and not typed again.
  const [email, setEmail] = useState('');
  const isBusy = isEntering || isJoining;
  return (
    <form className="sign-in">
      <label>
        E-mail
        <input
          name="email"
          type="email"
          autoComplete="username"
          required
          value={email}
          onChange={({ target }) => setEmail(target.value)}
        />
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
