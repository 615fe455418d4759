import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';

/** Where this repository's files are shown. Pages that travel in the tarball link to the others by this address. */
export const REPOSITORY = 'https://github.com/react-plaid-relink/react-plaid-relink';
const OWN = new RegExp(
  `^(?:${REPOSITORY}/(blob|tree)|${REPOSITORY.replace('github.com', 'raw.githubusercontent.com')})/main/`,
);
const LINK = /\]\(([^)\s]+)\)/g;

/** Every link of a page but those in code, where a bracket before a parenthesis is no link. */
export function linksIn(text: string): string[] {
  const prose = text.replaceAll(/^```[\s\S]*?^```$/gm, '').replaceAll(/`[^`\n]*`/g, '');
  return [...prose.matchAll(LINK)].map(([, link = '']) => link);
}

export const isRelative = (link: string): boolean => !/^[a-z]+:/.test(link);

/** Headings as GitHub slugs them (lower case, blanks to hyphens, only word characters left), and explicit anchors. */
function anchorsOf(text: string): string[] {
  const explicit = [...text.matchAll(/<a id="([^"]+)">/g)].map(([, id = '']) => id);
  const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
  return [...headings, ...explicit];
}

/** Whether a link of the page leads to no file of ours, or to no anchor of it. Links to other sites are not tried. */
export function isBroken(root: string, page: string, link: string): boolean {
  const [path = '', anchor] = decodeURIComponent(link).split('#');
  const [address, kind] = OWN.exec(path) ?? [];
  if (address === undefined && !isRelative(link)) return false;
  const target = address === undefined ? inFolderOf(page, path) : path.slice(address.length);
  const file = join(root, target);
  if (!existsSync(file)) return true;
  if (kind && statSync(file).isDirectory() !== (kind === 'tree')) return true;
  if (anchor === undefined || !target.endsWith('.md')) return false;
  return !anchorsOf(readFileSync(file, 'utf8')).includes(anchor);
}

const inFolderOf = (page: string, path: string): string =>
  path === '' ? page : posix.normalize(posix.join(dirname(page), path));
