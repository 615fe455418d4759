import Link from 'next/link';

/** Next.js' own page has styles in its elements, which the Content-Security-Policy of this app forbids. */
export default function NotFound() {
  return (
    <main>
      <h1>There is no such page</h1>
      <p>
        <Link href="/">Your connections</Link>
      </p>
    </main>
  );
}
