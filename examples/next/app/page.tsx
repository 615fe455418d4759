import { headers } from 'next/headers';
import { ConnectionCard } from '@/components/connection-card';
import { Relinking } from '@/components/relinking';
import { SignInForm } from '@/components/sign-in-form';
import { itemsOfUser } from '@/lib/items';
import { session } from '@/lib/session';
import { settings } from '@/lib/settings';
import { signOut } from './actions';

export default async function Page() {
  const { user } = await session();
  const { fakePlaidUrl } = settings();
  if (!user) {
    return (
      <main>
        <h1>Your money, in one place</h1>
        <SignInForm />
      </main>
    );
  }
  const items = await itemsOfUser(user.id);
  const nonce = (await headers()).get('x-nonce') ?? undefined;
  return (
    <Relinking key={user.id} cspNonce={nonce} fakePlaidUrl={fakePlaidUrl}>
      <header>
        <span>{user.email}</span>
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
