import { headers } from 'next/headers';
import Link from 'next/link';
import { ConnectionCard } from '@/components/connection-card';
import { LiveUpdates } from '@/components/live-updates';
import { Relinking } from '@/components/relinking';
import { SignInForm } from '@/components/sign-in-form';
import { itemsOfUser } from '@/lib/items';
import { relinkService } from '@/lib/relink';
import { currentUser } from '@/lib/session';
import { settings } from '@/lib/settings';
import { signOut } from './actions';

export default async function Page() {
  const user = await currentUser();
  const { fakePlaidUrl, mail } = settings();
  if (!user) {
    return (
      <main>
        <h1>Your money, in one place</h1>
        <SignInForm />
      </main>
    );
  }
  // Before the reading: what changes meanwhile is news to the page.
  const readAt = new Date().toISOString();
  const items = await itemsOfUser(user.id);
  // From the records, where they are young: no call to Plaid, and the notices are in this page's HTML.
  const initialHealth = await relinkService().getItems(
    user,
    items.map(({ itemId }) => itemId),
  );
  const nonce = (await headers()).get('x-nonce') ?? undefined;
  return (
    <Relinking
      key={user.id}
      cspNonce={nonce}
      fakePlaidUrl={fakePlaidUrl}
      initialHealth={initialHealth}
    >
      <LiveUpdates readAt={readAt} />
      <header>
        <span>{user.email}</span>
        {user.isTeam && <a href="/insights">Insights</a>}
        {mail.smtpUrl === null && <Link href="/outbox">Outbox</Link>}
        <form action={signOut}>
          <button className="plain">Sign out</button>
        </form>
      </header>
      <main>
        <h1>Your connections</h1>
        <ul>
          {items.map((item) => (
            <ConnectionCard key={item.itemId} item={item} />
          ))}
        </ul>
      </main>
    </Relinking>
  );
}
