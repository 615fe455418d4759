import { NextResponse, type NextRequest } from 'next/server';

/** Allows only the sources that Link needs (plaid.com/docs/link/web, Content-Security-Policy). */
export function proxy(request: NextRequest): NextResponse {
  const nonce = btoa(crypto.randomUUID());
  const { FAKE_PLAID_URL: fakePlaid = '', PLAID_URL: plaid = 'https://sandbox.plaid.com' } =
    process.env;
  const policy = [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' https://cdn.plaid.com/link/v2/stable/link-initialize.js`,
    `style-src 'self' 'nonce-${nonce}'`,
    // Link sets `style` attributes, which no nonce covers.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    'frame-src https://cdn.plaid.com/',
    `connect-src 'self' ${fakePlaid || plaid}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
  const headers = new Headers(request.headers);
  headers.set('x-nonce', nonce);
  // Next.js reads the nonce for its own scripts from this header.
  headers.set('content-security-policy', policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  return response;
}

export const config = { matcher: ['/((?!_next/static|_next/image|favicon.ico|api/).*)'] };
