import type { ReactNode } from 'react';
import { RelinkProvider, type RelinkButtonSlotProps } from 'react-plaid-relink';
import './own-button.css';

/** Without `data-relink`, styles.css leaves the button to your own styles. */
function Button({ 'data-relink': _part, className, ...props }: RelinkButtonSlotProps) {
  return <button {...props} className={`my-button ${className ?? ''}`} />;
}

export const Providers = ({ children }: { children: ReactNode }) => (
  <RelinkProvider classNames={{ notice: 'rounded-none shadow-lg' }} components={{ Button }}>
    {children}
  </RelinkProvider>
);
