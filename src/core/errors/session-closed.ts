import { RelinkError } from './relink-error';

export const TRY_AGAIN = 'Something went wrong. Please try again.';

/** Made without the engine's chunk, since nothing is loaded for a provider that is gone. */
export function sessionClosed(itemId: string | undefined): RelinkError {
  return new RelinkError('session_closed', [true, TRY_AGAIN], {
    itemId,
    message: 'The <RelinkProvider> is gone. Call open() while it is mounted.',
  });
}
