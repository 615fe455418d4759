import { type ComponentProps } from 'react';
import './plain-button.css';

/**
 * A button in the style of shadcn/ui, without Tailwind: near-black, small corners, thin rings. Its own CSS reads
 * `data-state`, which RelinkButton sets.
 */
export function PlainButton({ className, ...props }: ComponentProps<'button'>) {
  const classes = ['plain-button', className].filter(Boolean).join(' ');
  return <button type="button" {...props} className={classes} />;
}
