import { useContext, type ReactElement } from 'react';
import type { RelinkView } from '../../core/client/session-types';
import { RelinkContext } from '../../react/context';
import { partAttributes } from '../dom/dom-contract';
import { langOf } from '../dom/lang';
import { Icon } from '../icon/icon';
import { ErrorReference } from './error-reference';
import { StatusLine } from './status-line';

interface ButtonAsideProps {
  itemId: string;
  view: RelinkView;
  bank: string | undefined;
  /** Null where the error is shown elsewhere, or there is none. */
  error: { id: string; text: string } | null;
}

/** What stands below a button after a click. The announcements tell a screen reader the same. */
export function ButtonAside({ itemId, view, bank, error }: ButtonAsideProps): ReactElement {
  const { classNames, messages } = useContext(RelinkContext) ?? {};
  return (
    <>
      {error && view.error && (
        <>
          <p {...partAttributes('error', classNames)} id={error.id} lang={langOf(messages)}>
            <Icon name="alert" />
            {error.text}
          </p>
          <ErrorReference error={view.error} />
        </>
      )}
      <StatusLine itemId={itemId} view={view} bank={bank} />
    </>
  );
}
