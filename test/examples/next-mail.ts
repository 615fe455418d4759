import { createServer, type IncomingHttpHeaders } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';

/** A mail as the server got it. */
export interface ReceivedMail {
  to: string[];
  headers: string;
  subject: string;
  /** Its parts, decoded. */
  text: string;
  html: string;
}

/** What is refused: the address, or the mail. */
type SmtpStep = 'RCPT TO' | 'DATA';

export interface MailServer {
  url: string;
  /** What was taken, oldest first. */
  mails: ReceivedMail[];
  /** The next mail is refused by this reply: for now, as by a server whose disk is full, unless it is 5xx. */
  refuseNext(step?: SmtpStep, replyCode?: number): void;
  stop(): Promise<void>;
}

interface SmtpServer {
  listen(port: number, host: string): void;
  server: NodeJS.EventEmitter & { address(): AddressInfo };
  close(callback: () => void): void;
}

type SmtpServerModule = {
  SMTPServer: new (options: {
    authOptional: true;
    disabledCommands: string[];
    onRcptTo(address: unknown, session: unknown, callback: (error?: Error) => void): void;
    onData(
      stream: NodeJS.ReadableStream,
      session: { envelope: { rcptTo: { address: string }[] } },
      callback: (error?: Error) => void,
    ): void;
  }) => SmtpServer;
};

/** A mail server on this machine, which speaks SMTP. */
export async function startMailServer(example: string): Promise<MailServer> {
  const module = pathToFileURL(
    join(example, 'node_modules/smtp-server/dist/esm/smtp-server.js'),
  ).href;
  const { SMTPServer } = (await import(/* @vite-ignore */ module)) as SmtpServerModule;
  const mails: ReceivedMail[] = [];
  const refusals: { step: SmtpStep; replyCode: number }[] = [];
  const refusalAt = (step: SmtpStep): Error | undefined => {
    if (refusals[0]?.step !== step) return undefined;
    const responseCode = refusals.shift()?.replyCode;
    return Object.assign(new Error('Refused by the test'), { responseCode });
  };
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    onRcptTo: (_address, _session, callback) => callback(refusalAt('RCPT TO')),
    onData(stream, { envelope }, callback) {
      void text(stream).then((raw) => {
        const refusal = refusalAt('DATA');
        if (!refusal) mails.push(parseMail(raw, envelope.rcptTo));
        callback(refusal);
      });
    },
  });
  smtp.listen(0, '127.0.0.1');
  await once(smtp.server, 'listening');
  return {
    url: `smtp://127.0.0.1:${smtp.server.address().port}`,
    mails,
    refuseNext: (step = 'DATA', replyCode = 452) => void refusals.push({ step, replyCode }),
    stop: () => new Promise((resolve) => smtp.close(resolve)),
  };
}

function parseMail(raw: string, rcptTo: { address: string }[]): ReceivedMail {
  const [headers = ''] = raw.split('\r\n\r\n');
  const unfolded = headers.replaceAll(/\r\n[ \t]+/g, ' ');
  const [, subject = ''] = /^Subject: (.*)$/m.exec(unfolded) ?? [];
  return {
    to: rcptTo.map(({ address }) => address),
    headers: unfolded,
    subject: subject.trim(),
    text: partOf(raw, 'text/plain'),
    html: partOf(raw, 'text/html'),
  };
}

function partOf(raw: string, type: string): string {
  const [, boundary = ''] = /boundary="([^"]+)"/.exec(raw) ?? [];
  const part = raw.split(`--${boundary}`).find((each) => each.includes(`Content-Type: ${type}`));
  const [headers = '', ...body] = (part ?? '').trimStart().split('\r\n\r\n');
  const encoded = body.join('\r\n\r\n');
  if (/quoted-printable/i.test(headers)) return decodeQuotedPrintable(encoded);
  return /base64/i.test(headers) ? Buffer.from(encoded, 'base64').toString() : encoded;
}

function decodeQuotedPrintable(encoded: string): string {
  const bytes = encoded
    .replaceAll('=\r\n', '')
    .replaceAll(/=([\dA-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString();
}

/** A webhook on its way from Plaid, and what each process answered. */
export interface Delivery {
  code: unknown;
  /** Once each target has answered. */
  statuses: number[];
}

export interface WebhookProxy {
  url: string;
  /** The URLs of the processes. Each gets every webhook, at the same time. */
  targets: string[];
  /** The webhooks that were answered, oldest first. */
  deliveries: Delivery[];
  /** Keeps webhooks back, as a network that is slow. @returns a function that lets them through */
  hold(): () => void;
  /** Whether each webhook was answered. */
  isIdle(): boolean;
  /** Delivers the last webhook of a code again, as Plaid does after a failure. */
  repeat(code: string): Promise<Delivery>;
  stop(): Promise<void>;
}

interface Sent {
  code: unknown;
  body: string;
  headers: IncomingHttpHeaders;
}

/** Stands between Plaid and the app's processes. */
export async function startWebhookProxy(): Promise<WebhookProxy> {
  const targets: string[] = [];
  const deliveries: Delivery[] = [];
  const sent = new Map<unknown, Sent>();
  let held: Promise<void> | null = null;
  let pending = 0;

  async function deliver({ code, body, headers }: Sent): Promise<Delivery> {
    await held;
    const answers = await Promise.all(
      targets.map((target) =>
        fetch(`${target}/api/plaid-webhook`, {
          method: 'POST',
          body,
          headers: {
            'content-type': 'application/json',
            'plaid-verification': String(headers['plaid-verification']),
          },
        }),
      ),
    );
    const delivery = { code, statuses: answers.map(({ status }) => status) };
    deliveries.push(delivery);
    return delivery;
  }

  const server = createServer((request, response) => {
    void text(request).then(async (body) => {
      const { webhook_code: code } = JSON.parse(body) as { webhook_code?: unknown };
      const webhook = { code, body, headers: request.headers };
      sent.set(code, webhook);
      pending += 1;
      const { statuses } = await deliver(webhook);
      pending -= 1;
      response.writeHead(Math.max(...statuses)).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/plaid-webhook`,
    targets,
    deliveries,
    hold() {
      let release = (): void => {};
      held = new Promise((resolve) => {
        release = resolve;
      });
      return () => {
        held = null;
        release();
      };
    },
    isIdle: () => pending === 0,
    repeat(code) {
      const webhook = sent.get(code);
      if (!webhook) throw new Error(`There was no webhook ${code}.`);
      return deliver(webhook);
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
