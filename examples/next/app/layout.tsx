import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import 'react-plaid-relink/styles.css';
import './style.css';

export const metadata: Metadata = { title: 'Relink example' };

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  );
}
