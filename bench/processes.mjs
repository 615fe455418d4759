import { fork } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { fileURLToPath } from 'node:url';

const here = (file) => fileURLToPath(new URL(file, import.meta.url));

/** Starts a process of this folder, and waits for its first message. It ends with this one. */
export async function start(file, args = [], env = {}) {
  const child = fork(here(file), args, {
    env: { ...process.env, ...env },
    execArgv: ['--expose-gc'],
  });
  const [hello] = await once(child, 'message');
  return {
    hello,
    async ask(question) {
      child.send(question);
      const [answer] = await once(child, 'message');
      return answer;
    },
    stop: () => child.disconnect(),
  };
}

/** A connection for each of 1,000 users. */
const agent = new Agent({ keepAlive: true, maxSockets: 1_000 });

/** POSTs JSON. @returns the status and the body's text */
export function post(url, body, headers = {}) {
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      { method: 'POST', agent, headers: { 'content-type': 'application/json', ...headers } },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8');
        answer.on('data', (chunk) => (text += chunk));
        answer.on('end', () => resolve({ status: answer.statusCode, text }));
        answer.on('error', reject);
      },
    );
    sent.on('error', reject);
    sent.end(JSON.stringify(body));
  });
}
