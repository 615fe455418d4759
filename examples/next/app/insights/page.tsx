import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { BankTable } from '@/components/insights/bank-table';
import { ExitTable } from '@/components/insights/exit-table';
import { Funnel } from '@/components/insights/funnel';
import { brokenByBank, exitsByView, funnelByWeek, samplesSince, WEEKS } from '@/lib/insights';
import { currentUser } from '@/lib/session';

export const metadata: Metadata = { title: 'Insights · Relink example' };

/** For the product team: all users' connections, as figures. It names no user. */
export default async function Page() {
  const user = await currentUser();
  // To all others there is no such page.
  if (!user?.isTeam) notFound();
  const [banks, weeks, exits, samples] = await Promise.all([
    brokenByBank(),
    funnelByWeek(),
    exitsByView(),
    samplesSince(),
  ]);
  return (
    <>
      <header>
        <span>{user.email}</span>
        <a href="/">Your connections</a>
      </header>
      <main className="insights">
        <h1>Insights</h1>
        {samples && (
          <p className="sample">
            <strong>Sample data.</strong> The steps and exits below include invented users since{' '}
            {day(samples)}, because this app runs against a fake Plaid.
          </p>
        )}
        <section>
          <h2 id="banks">Broken connections, by bank</h2>
          <BankTable rows={banks} now={new Date()} />
        </section>
        <section>
          <h2 id="funnel">From the notice to a connection that works</h2>
          <p>
            Connections in the last {WEEKS} weeks, by the furthest step that their user came to in
            that week.
          </p>
          <Funnel weeks={weeks} />
        </section>
        <section>
          <h2 id="exits">Where users give up</h2>
          <p>
            Exits from Link in the last {WEEKS} weeks, by the view that the user left and the last
            error that they saw, in Plaid’s words.
          </p>
          <ExitTable rows={exits} />
        </section>
      </main>
    </>
  );
}

const day = (date: Date): string =>
  date.toLocaleDateString('en', { day: 'numeric', month: 'short', timeZone: 'UTC' });
