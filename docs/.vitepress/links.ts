import { existsSync } from 'node:fs';
import { posix } from 'node:path';
import type { MarkdownRenderer } from 'vitepress';

export const REPOSITORY = 'https://github.com/react-plaid-relink/react-plaid-relink';
const RAW = REPOSITORY.replace('github.com', 'raw.githubusercontent.com');
/** The address of a file in this repository: pages that travel in the package have them. */
const ADDRESS = new RegExp(`^(?:${REPOSITORY}/(?:blob|tree)|${RAW})/main/`);

/** The path of a page in the site, by its path in the repository. */
export function pageOf(source: string): string {
  if (source === 'docs/README.md') return 'guides.md';
  return source.replace(/^docs\//, '').replace(/README\.md$/, 'index.md');
}

/**
 * The same pages are read on GitHub, in the package and here. Links that lead to a page of the site stay in it, and links
 * to any other file of the repository lead to GitHub.
 */
function localLink(href: string, page: string): string {
  const [path = '', hash] = href.split('#');
  const isAddress = ADDRESS.test(path);
  if (path === '' || (/^[a-z]+:/.test(path) && !isAddress)) return href;
  const target = isAddress
    ? path.replace(ADDRESS, '')
    : posix.join(posix.dirname(page), decodeURI(path));
  const anchor = hash === undefined ? '' : `#${hash}`;
  if (isPage(target)) return `/${pageOf(target)}${anchor}`;
  if (isAddress) return href;
  return `${REPOSITORY}/blob/main/${target}${anchor}`;
}

const isPage = (path: string): boolean =>
  /^(?:docs\/(?:.+\/)?[\w.-]+|README|ARCHITECTURE)\.md$/.test(path);

/** Pictures are in the repository too; Vite takes them from there. */
function localPicture(src: string, page: string, root: string): string {
  const path = src.replace(ADDRESS, '');
  if (path === src || !existsSync(posix.join(root, path))) return src;
  const relative = posix.relative(posix.dirname(page), path);
  return relative.startsWith('.') ? relative : `./${relative}`;
}

export function keepLinksLocal(md: MarkdownRenderer, root: string): void {
  md.core.ruler.after('inline', 'local-links', ({ tokens, env, Token }) => {
    const { realPath, path } = env as { realPath?: string; path: string };
    const page = posix.relative(root, realPath ?? path);
    for (const block of tokens) {
      // A `<picture>` with a source for each theme.
      if (block.type === 'html_block') {
        block.content = block.content.replace(/(?<=\bsrc(?:set)?=")[^"]+/g, (src) =>
          localPicture(src, page, root),
        );
      }
      block.children &&= block.children.flatMap((token) => {
        if (token.type === 'link_open')
          token.attrSet('href', localLink(token.attrGet('href') ?? '', page));
        if (token.type !== 'image') return token;
        const src = localPicture(token.attrGet('src') ?? '', page, root);
        token.attrSet('src', src);
        const dark = src.replace(/-light\.png$/, '-dark.png');
        if (dark === src || !existsSync(posix.join(root, posix.dirname(page), dark))) return token;
        // The theme shows one of the two.
        const second = Object.assign(new Token('image', 'img', 0), token, {
          attrs: token.attrs?.map(([name, value]) => [name, name === 'src' ? dark : value]),
        });
        token.attrJoin('class', 'light-only');
        second.attrJoin('class', 'dark-only');
        return [token, second];
      });
    }
  });
}

/** Two braces are code in these pages, and never a value of Vue's. */
export function keepBraces(md: MarkdownRenderer): void {
  for (const rule of ['text', 'code_inline'] as const) {
    const render = md.renderer.rules[rule];
    md.renderer.rules[rule] = (...args) =>
      (render?.(...args) ?? '').replaceAll('{{', '&#123;&#123;');
  }
}
