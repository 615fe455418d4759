import { createRoot } from 'react-dom/client';
import { App } from './app';
import { installFakeLink } from './fake-link';

await installFakeLink();
const root = document.getElementById('root');
if (root) createRoot(root).render(<App />);
