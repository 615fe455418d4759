import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export const readText = (path: string): string => readFileSync(`${ROOT}/${path}`, 'utf8');

/**
 * The files of these pages are compiled in an app from each framework's own scaffold, by a test in test/examples. The code
 * of all other pages is compiled by `compileBlocks`.
 */
export const BUILT_PAGES = [
  'docs/quick-start-next.md',
  'docs/quick-start-react-router.md',
  'docs/quick-start-tanstack-start.md',
  'docs/quick-start-vite-express.md',
] as const;
export type BuiltPage = (typeof BUILT_PAGES)[number];

export const isBuilt = ({ page, file }: CodeBlock): boolean =>
  file !== null && BUILT_PAGES.some((built) => built === page);

/** A code block of a page. */
export interface CodeBlock {
  page: string;
  /** Of its first line of code, in the page. */
  line: number;
  language: string;
  code: string;
  /** From `<!-- examples/… -->` before it: the file of this repository that it shows. */
  shows: string | null;
  /** From `<!-- file: … -->`: what the other blocks of the page may import it as. */
  file: string | null;
}

/** Pages that people write; those of docs/api are generated. */
export function pages(): string[] {
  const docs = readdirSync(`${ROOT}/docs`, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md') && !path.startsWith('api/'))
    .map((path) => `docs/${path}`);
  const examples = readdirSync(`${ROOT}/examples`, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => `examples/${entry.name}`)
    .filter((dir) => readdirSync(`${ROOT}/${dir}`).includes('README.md'))
    .map((dir) => `${dir}/README.md`);
  return ['README.md', ...docs, ...examples].sort();
}

const BLOCK = /^(?:<!-- (file: )?(\S+) -->\n)?```(\w*)\n([\s\S]*?)^```$/gm;

export function blocksOf(page: string): CodeBlock[] {
  const text = readText(page);
  return [...text.matchAll(BLOCK)].map((match) => {
    const [all, isFile, path = null, language = '', code = ''] = match;
    const before = text.slice(0, match.index + all.indexOf('```')).split('\n').length;
    return {
      page,
      line: before + 1,
      language,
      code,
      shows: isFile ? null : path,
      file: isFile ? path : null,
    };
  });
}

/** The TypeScript of a page, in its order. */
export function codeBlocks(page: string): string[] {
  return blocksOf(page)
    .filter(({ language }) => /^tsx?$/.test(language))
    .map(({ code }) => code);
}

/** A test file with its test repeated, as a reader adds a second one. */
export function twice(testFile: string): string {
  const start = testFile.search(/^it\(/m);
  if (start < 0) throw new Error('The file has no test.');
  return `${testFile}\n${testFile.slice(start)}`;
}
