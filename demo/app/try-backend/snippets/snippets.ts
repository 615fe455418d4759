import { goServer } from './go';
import { pythonServer } from './python';
import { rubyServer } from './ruby';
import { curlCommands } from './curl';
import { providerCode, typescriptServer } from './typescript';
import type { SnippetInput } from './snippet-input';

export const LANGUAGES = ['TypeScript', 'Python', 'Go', 'Ruby', 'curl'] as const;
export type Language = (typeof LANGUAGES)[number];

/** A piece of code to copy. */
export interface Snippet {
  /** Where it goes. */
  readonly place: string;
  readonly code: string;
}

const SERVERS: Record<Language, (input: SnippetInput) => Snippet> = {
  TypeScript: (input) => ({
    place: 'The server: createRelinkHandler, as docs/quick-start-vite-express.md mounts it',
    code: typescriptServer(input),
  }),
  Python: (input) => ({
    place: 'server.py, beside the other files of examples/backends/python',
    code: pythonServer(input),
  }),
  Go: (input) => ({
    place: 'main.go, in place of main.go and sessions.go of examples/backends/go',
    code: goServer(input),
  }),
  Ruby: (input) => ({
    place: 'config.ru, in place of that of examples/backends/ruby',
    code: rubyServer(input),
  }),
  curl: (input) => ({
    place:
      'A terminal: the call that a backend must answer, and the checks that a page cannot make',
    code: curlCommands(input),
  }),
};

/** The code for the page, which is the same whatever the server is written in. */
export function providerSnippet(input: SnippetInput): Snippet {
  return { place: 'The page: provider and button', code: providerCode(input) };
}

export function serverSnippet(language: Language, input: SnippetInput): Snippet {
  return SERVERS[language](input);
}
