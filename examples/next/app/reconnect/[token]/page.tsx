import { headers } from 'next/headers';
import Link from 'next/link';
import { RelinkNotice } from 'react-plaid-relink';
import { Relinking } from '@/components/relinking';
import { SignInForm } from '@/components/sign-in-form';
import { findReconnect } from '@/lib/reconnects';
import { relinkService } from '@/lib/relink';
import { currentUser } from '@/lib/session';
import { settings } from '@/lib/settings';

/**
 * Where the link of a mail leads with MAIL_LINK=page. It signs no user in, and reading the page changes nothing, so that a
 * scanner of mails uses nothing up.
 */
export default async function Reconnect({ params }: { params: Promise<{ token: string }> }) {
  const user = await currentUser();
  if (!user) {
    return (
      <main>
        <h1>Sign in to reconnect your bank</h1>
        <SignInForm />
      </main>
    );
  }
  const { token } = await params;
  const itemId = await findReconnect(token, user.id);
  if (itemId === null) {
    return (
      <main>
        <h1>This link has ended</h1>
        <p>
          <Link href="/">Your connections</Link> show what each of them needs.
        </p>
      </main>
    );
  }
  const initialHealth = await relinkService().getItems(user, [itemId]);
  const nonce = (await headers()).get('x-nonce') ?? undefined;
  const isWell = initialHealth.items.some((item) => 'health' in item && item.health === 'healthy');
  return (
    <Relinking
      key={user.id}
      cspNonce={nonce}
      fakePlaidUrl={settings().fakePlaidUrl}
      initialHealth={initialHealth}
    >
      <main>
        <h1>Reconnect your bank</h1>
        {isWell && <p>This bank is connected. There is nothing to do.</p>}
        <RelinkNotice itemId={itemId} />
        <p>
          <Link href="/">Your connections</Link>
        </p>
      </main>
    </Relinking>
  );
}
