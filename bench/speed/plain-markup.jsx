/** The elements of `<RelinkNotice>` and `<RelinkList>` with their attributes, and nothing behind them. */
const Icon = ({ name, children }) => (
  <svg
    data-relink="icon"
    data-icon={name}
    aria-hidden="true"
    viewBox="0 0 16 16"
    width="1em"
    height="1em"
    fill="none"
    stroke="currentColor"
    strokeWidth="1.5"
    strokeLinecap="round"
    strokeLinejoin="round"
  >
    {children}
  </svg>
);

export const Alert = () => (
  <Icon name="alert">
    <circle cx="8" cy="8" r="6.25" />
    <path d="M8 4.75v3.5m0 2.75v.01" pathLength="1" />
  </Icon>
);

const Lock = () => (
  <Icon name="lock">
    <path
      d="M4.5 7h7A1.5 1.5 0 0 1 13 8.5v4a1.5 1.5 0 0 1-1.5 1.5H7A1.5 1.5 0 0 1 3 12.5v-4A1.5 1.5 0 0 1 4.5 7m.75 0V4.75a2.75 2.75 0 0 1 5.5 0V7"
      pathLength="1"
    />
  </Icon>
);

const Logo = () => (
  <span data-relink="logo" data-hue="4" aria-hidden="true">
    T
    <span data-relink="badge" data-tone="warning">
      <Alert />
    </span>
  </span>
);

const LABELS = 'Reconnect\nChecking…\nConnected\nTry again\nCheck again';

const Reconnect = ({ variant, describedBy }) => (
  <button
    data-relink="button"
    data-variant={variant}
    data-labels={LABELS}
    type="button"
    data-state="idle"
    aria-label="Reconnect Tartan Bank"
    aria-describedby={describedBy}
  >
    Reconnect
  </button>
);

export function PlainNotice({ itemId }) {
  return (
    <div
      tabIndex={-1}
      lang="en"
      role="group"
      aria-labelledby={itemId}
      data-relink="notice"
      data-topic="relink"
      data-state="idle"
    >
      <Logo />
      <div data-relink="notice-body">
        <p data-relink="notice-title" id={itemId}>
          Sign in to Tartan Bank again
        </p>
        <p data-relink="notice-text">
          Banks ask for this now and then. New activity is paused until you do. It takes about a
          minute.
        </p>
        <p data-relink="trust">
          <Lock />
          You sign in through Plaid. We never see your password.
        </p>
      </div>
      <div data-relink="notice-action">
        <Reconnect variant="primary" />
      </div>
    </div>
  );
}

function PlainRow({ itemId, isCurrent }) {
  return (
    <li
      data-relink="list-item"
      data-topic="relink"
      data-state="idle"
      data-current={isCurrent ? '' : undefined}
      aria-current={isCurrent ? 'step' : undefined}
      aria-labelledby={`${itemId}title`}
    >
      <Logo />
      <div data-relink="notice-body">
        <p data-relink="notice-title" id={`${itemId}title`}>
          Tartan Bank
        </p>
        <p data-relink="row-status" id={`${itemId}status`}>
          <span data-tone="warning">Sign in again</span>
        </p>
      </div>
      <div data-relink="notice-action">
        <Reconnect variant={isCurrent ? 'primary' : 'secondary'} describedBy={`${itemId}status`} />
        {isCurrent && (
          <button
            type="button"
            data-relink="list-skip"
            data-variant="plain"
            aria-label="Later Tartan Bank"
          >
            Later
          </button>
        )}
      </div>
    </li>
  );
}

export function PlainList({ itemIds }) {
  return (
    <div tabIndex={-1} lang="en" role="group" aria-labelledby="title" data-relink="list">
      <div data-relink="list-head">
        <p data-relink="list-title" id="title">
          Sign in to {itemIds.length} banks again
        </p>
        <p data-relink="list-progress" aria-live="off">
          Step 1 of {itemIds.length}
        </p>
        <progress data-relink="list-meter" aria-hidden max={itemIds.length} value={0} />
      </div>
      <ol data-relink="list-items">
        {itemIds.map((itemId, index) => (
          <PlainRow key={itemId} itemId={itemId} isCurrent={index === 0} />
        ))}
      </ol>
    </div>
  );
}
