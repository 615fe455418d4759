import { CopyButton } from './copy-button';

const INSTALL = 'npm i react-plaid-relink react-plaid-link swr';
const REPOSITORY = 'https://github.com/react-plaid-relink/react-plaid-relink';

export function Hero() {
  return (
    <section className="hero" aria-labelledby="title">
      <h1 id="title">
        <span>Bank connections break.</span> <span>This is the repair.</span>
      </h1>
      <p className="install">
        <code>{INSTALL}</code>
        <CopyButton text={INSTALL} label="Copy the install command" />
      </p>
      <nav aria-label="Elsewhere">
        <a href={`${REPOSITORY}#readme`}>Docs</a>
        <a href={`${REPOSITORY}/blob/main/CONTRIBUTING.md#the-demo-and-the-storybook`}>Storybook</a>
        <a href="#try">Try your backend</a>
      </nav>
    </section>
  );
}
