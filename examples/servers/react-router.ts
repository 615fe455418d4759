// app/routes/api.plaid.$.ts in React Router 7 (framework mode) or Remix: a resource route.
import type { ActionFunctionArgs } from 'react-router';
import { handler } from './handler.ts';

export const action = ({ request }: ActionFunctionArgs) => handler(request);
// Requests other than POST go to the loader, including the CORS pre-flight.
export const loader = action;
