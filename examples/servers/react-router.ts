// app/routes/api.plaid.$.ts in React Router 7 (framework mode) or Remix: a resource route.
import type { ActionFunctionArgs } from 'react-router';
import { handler } from './handler.ts';

export const action = ({ request }: ActionFunctionArgs) => handler(request);
// What is no POST goes to the loader, the CORS pre-flight with it.
export const loader = action;
