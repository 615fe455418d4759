import Link from 'next/link';
import { notFound, redirect } from 'next/navigation';
import { mailsOf } from '@/lib/mailer';
import { currentUser } from '@/lib/session';
import { settings } from '@/lib/settings';

/** For the example only: the mails that a mail server would have sent. */
export default async function Outbox() {
  if (settings().mail.smtpUrl !== null) notFound();
  const user = await currentUser();
  if (!user) redirect('/');
  const mails = await mailsOf(user.id);
  return (
    <>
      <header>
        <span>{user.email}</span>
        <Link href="/">Your connections</Link>
      </header>
      <main>
        <h1>Outbox</h1>
        <p>No mail server is set (SMTP_URL), so mails are shown here and not sent.</p>
        {mails.length === 0 && (
          <p className="empty">There is no mail yet. One is written when a bank needs you.</p>
        )}
        <ul>
          {mails.map(({ id, recipient, subject, writtenAt }) => (
            <li key={id}>
              <div>
                <h2>
                  {/* Not by the router: the mail is a page of its own. */}
                  <a href={`/api/outbox/${id}`}>{subject}</a>
                </h2>
                <p>
                  To {recipient}
                  <br />
                  <time dateTime={writtenAt.toISOString()}>{writtenAt.toUTCString()}</time>
                </p>
              </div>
            </li>
          ))}
        </ul>
      </main>
    </>
  );
}
