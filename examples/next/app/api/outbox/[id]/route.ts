import { findMail } from '@/lib/mailer';
import { userOf } from '@/lib/session';
import { settings } from '@/lib/settings';

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

/** For the example only: a mail of the signed-in user's, as a mail program shows it. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const user = settings().mail.smtpUrl === null ? await userOf(request) : null;
  const { id } = await params;
  const mail = user && UUID.test(id) ? await findMail(id, user.id) : null;
  if (!mail) return new Response('There is no such mail.', { status: 404 });
  return new Response(mail.html, {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      // A mail has its own styles, and nothing else.
      'content-security-policy':
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
      'referrer-policy': 'no-referrer',
    },
  });
}
