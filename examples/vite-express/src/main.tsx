import './fake-link';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Banks } from './banks';
import './index.css';

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <Banks />
    </StrictMode>,
  );
}
