import { forwardRef, useContext, type ButtonHTMLAttributes, type ReactElement } from 'react';
import { RelinkContext } from '../../react/context';
import type { RelinkPart, RelinkVariant } from '../../react/slots';
import { partAttributes } from './dom-contract';

interface ActionButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'color'> {
  part: RelinkPart;
  variant: RelinkVariant;
}

/** A button that opens no Link, such as "Check now" and "Later". It is the app's own button where the provider has one. */
export const ActionButton = /* @__PURE__ */ forwardRef<HTMLButtonElement, ActionButtonProps>(
  function ActionButton({ part, variant, ...props }, ref): ReactElement {
    const { components, classNames } = useContext(RelinkContext) ?? {};
    const Button = components?.Button ?? 'button';
    return (
      <Button
        type="button"
        {...partAttributes(part, classNames)}
        data-variant={variant}
        {...props}
        // React 18 warns about a ref that a function component does not take.
        {...(ref && { ref })}
      />
    );
  },
);
