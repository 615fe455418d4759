import { useState } from 'react';
import { BackFromBank } from '../snippets/oauth';
import { useDemo } from './demo-context';

/** The page of `redirect_uri`. */
export function OAuthReturn() {
  const { texts, onRepaired } = useDemo();
  const [problem, setProblem] = useState<string | null>(null);
  return (
    <>
      <h2>{texts.back}</h2>
      <BackFromBank refetch={onRepaired} onFailed={setProblem} />
      <p role="status" className="lead">
        {problem ?? texts.moment}
      </p>
      {problem && <a href="/#oauth">{texts.toBanks}</a>}
    </>
  );
}
