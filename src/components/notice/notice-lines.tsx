import { useContext, type ReactElement, type ReactNode } from 'react';
import { RelinkContext } from '../../react/context';
import type { RelinkPart } from '../../react/slots';
import { partAttributes } from '../dom/dom-contract';
import { Icon } from '../icon/icon';

/** The level of a heading, where a title is one. */
export type HeadingLevel = 2 | 3 | 4 | 5 | 6;

interface TitleProps {
  part: RelinkPart;
  id?: string | undefined;
  level: HeadingLevel | undefined;
  children: ReactNode;
}

/** A title: a heading where the app gives its level, else a paragraph, since a wrong level is worse than none. */
export function Title({ part, level, ...props }: TitleProps): ReactElement {
  const classNames = useContext(RelinkContext)?.classNames;
  const Tag = level ? (`h${level}` as const) : 'p';
  return <Tag {...partAttributes(part, classNames)} {...props} />;
}

/** Why a try failed. The button that failed is described by it. */
export function ErrorLine({ id, children }: { id: string; children: string }): ReactElement {
  const classNames = useContext(RelinkContext)?.classNames;
  return (
    <p {...partAttributes('notice-error', classNames)} id={id}>
      <Icon name="alert" />
      {children}
    </p>
  );
}

/** Says who asks for the password, and who never sees it. */
export function TrustLine({ children }: { children: string }): ReactElement {
  const classNames = useContext(RelinkContext)?.classNames;
  return (
    <p {...partAttributes('trust', classNames)}>
      <Icon name="lock" />
      {children}
    </p>
  );
}
