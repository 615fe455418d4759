import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { snippetInput } from '../../demo/app/try-backend/snippets/snippet-input';
import { serverSnippet, type Language } from '../../demo/app/try-backend/snippets/snippets';

const BACKENDS = fileURLToPath(new URL('../../examples/backends/', import.meta.url));
const ORIGIN = 'http://localhost:4310';
const INPUT = snippetInput(
  {
    url: 'https://app.example.com/my/gateway',
    headers: [{ name: 'X-Session', value: 'a-session' }],
    itemId: 'item-of-ada',
    foreignItemId: '',
  },
  `${ORIGIN}/`,
);
const ENV = {
  ...process.env,
  PLAID_CLIENT_ID: 'id',
  PLAID_SECRET: 'secret',
  TOKEN_KEY: Buffer.alloc(32).toString('base64'),
};
/** Statuses without a session, with one, with one and the page's origin, with one and another origin. */
const STATUSES = '401 404 404 403';

const has = (command: string, ...args: string[]): boolean => spawnSync(command, args).status === 0;
const PYTHON = ['python3', '/usr/bin/python3'].find((command) =>
  has(command, '-c', 'import flask, cryptography'),
);

const IN_PYTHON = `
import server
client = server.app.test_client()
session = {'X-Session': 's'}
tried = [{}, session, session | {'Origin': '${ORIGIN}'}, session | {'Origin': 'http://other.test'}]
answers = [client.post('/my/gateway/item/get', json={'item_id': 'x'}, headers=headers) for headers in tried]
print(*[answer.status_code for answer in answers])
`;
const IN_RUBY = `
require 'rack'
require 'rack/builder'
require 'rack/mock'
app, = Rack::Builder.parse_file('config.ru')
session = { 'HTTP_X_SESSION' => 's' }
tried = [{}, session, session.merge('HTTP_ORIGIN' => '${ORIGIN}'), session.merge('HTTP_ORIGIN' => 'http://other.test')]
puts(tried.map do |headers|
  body = { 'CONTENT_TYPE' => 'application/json', :input => '{"item_id":"x"}' }
  Rack::MockRequest.new(app).post('/my/gateway/item/get', headers.merge(body)).status
end.join(' '))
`;

describe('the code for servers of the page "Try your backend"', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'relink-snippet-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** Puts a snippet into a copy of the example, as its place says. */
  async function install(language: Language, example: string, file: string): Promise<void> {
    await cp(join(BACKENDS, example), folder, { recursive: true });
    await write(file, serverSnippet(language, INPUT).code);
  }
  const write = (file: string, text: string): Promise<void> => writeFile(join(folder, file), text);

  function run(command: string, ...args: string[]): string {
    const { status, stdout, stderr } = spawnSync(command, args, {
      cwd: folder,
      env: ENV,
      encoding: 'utf8',
    });
    expect(status, stderr).toBe(0);
    return stdout.trim();
  }

  it.skipIf(!PYTHON)('the code in Python serves the example in Python', async () => {
    await install('Python', 'python', 'server.py');
    await write('your_app.py', "def find_user_id(s):\n    return 'ada' if s == 's' else None\n");
    expect(run(PYTHON ?? '', '-c', IN_PYTHON)).toBe(STATUSES);
  });

  it.skipIf(!has('ruby', '-e', 'require "sinatra/base"'))(
    'the code in Ruby serves the example in Ruby',
    async () => {
      await install('Ruby', 'ruby', 'config.ru');
      const yours = "module YourApp\n  def self.find_user_id(s) = s == 's' ? 'ada' : nil\nend\n";
      await write('your_app.rb', yours);
      expect(run('ruby', '-e', IN_RUBY)).toBe(STATUSES);
    },
  );

  it.skipIf(!has('go', 'version'))('the code in Go compiles in the example in Go', async () => {
    await install('Go', 'go', 'main.go');
    await rm(join(folder, 'sessions.go'));
    await write('yours.go', 'package main\n\nfunc findUserID(s string) string { return s }\n');
    run('go', 'build', '-o', join(folder, 'server'), '.');
  });
});
