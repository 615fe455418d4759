/**
 * A plugin of TypeDoc: the API reference gets a page for each component, hook and function, with the types that belong to
 * it. Without this plugin TypeDoc writes either one page for an entry or one page for each type.
 */
import { Converter, DeclarationReflection, ReflectionGroup, ReflectionKind } from 'typedoc';
import { MarkdownPageEvent } from 'typedoc-plugin-markdown';
import { PAGES } from './api-pages.mjs';

/** @param {import('typedoc-plugin-markdown').MarkdownApplication} app */
export function load(app) {
  const eachEntry = (change) => (context) => context.project.children.forEach(change);
  // Before TypeDoc sorts and groups, and after it.
  app.converter.on(Converter.EVENT_RESOLVE_END, eachEntry(divide), 1000);
  app.converter.on(Converter.EVENT_RESOLVE_END, eachEntry(keepOrder), -1000);
  app.renderer.on(MarkdownPageEvent.END, (page) => {
    const isList = page.model.isProject() || page.model.name in PAGES;
    page.contents = isList ? withSummaries(page) : withPropsFirst(readable(page));
  });
}

/** Moves what an entry exports to its pages, which are modules in the entry. */
function divide(entry) {
  const exported = entry.children.filter(({ kind }) => kind !== ReflectionKind.Reference);
  const named = Object.entries(PAGES[entry.name] ?? {}).map(([page, others]) => [page, ...others]);
  for (const names of named) {
    const members = names.flatMap((name) => exported.filter((one) => one.name === name));
    if (members.length > 0) addPage(entry, names[0], members);
  }
  const rest = exported.filter(({ name }) => !named.flat().includes(name));
  const isType = (one) => one.kindOf([ReflectionKind.Interface, ReflectionKind.TypeAlias]);
  for (const one of rest) if (!isType(one)) addPage(entry, one.name, [one]);
  if (rest.some(isType)) addPage(entry, 'Other types', rest.filter(isType));
}

function addPage(entry, name, members) {
  const page = new DeclarationReflection(name, ReflectionKind.Module, entry);
  entry.project.registerReflection(page, undefined, undefined);
  entry.addChild(page);
  for (const member of members) {
    entry.removeChild(member);
    member.parent = page;
    page.addChild(member);
    // The table of properties has those that are inherited, too.
    if (/Props$/.test(member.name)) delete member.extendedTypes;
    delete member.extendedBy;
  }
}

/** One group in the order of the table: TypeDoc would sort the types before the functions, or by their source. */
function keepOrder(entry) {
  for (const page of entry.children) {
    if (page.kind !== ReflectionKind.Module) continue;
    const names = [page.name, ...(PAGES[entry.name]?.[page.name] ?? [])];
    page.children.sort((a, b) => names.indexOf(a.name) - names.indexOf(b.name));
    const group = new ReflectionGroup('Exports', page);
    group.children = page.children;
    page.groups = [group];
  }
}

/**
 * A page is named after what stands first on it: one heading is enough, and its anchor is the same. Options that a function
 * destructures have no name in the source.
 */
const readable = ({ contents }) =>
  contents
    .replace(/^# (.+)\n\n## \1(\(\))?\n/, '# $1\n')
    .replaceAll('__namedParameters', 'options');

/**
 * A component is its props: they come right after what it does, and its examples after them. Its signature, and the
 * parameters that only name the props, are left out.
 */
function withPropsFirst(contents) {
  const [head, props, ...rest] = contents.trimEnd().split('\n\n***\n\n');
  if (!/^## \w+Props\n/.test(props ?? '')) return contents;
  const [about, ...sections] = head
    .replace(/```ts\n(?:const|function) [\s\S]*?```\n\n/, '')
    .split('\n\n### ');
  const examples = sections
    .filter((section) => !/^(?:Parameters|Returns)\n/.test(section))
    .map((section) => `## ${section}`);
  const table = props.replace('### Properties\n\n', '');
  return `${[about, table, ...examples, ...rest].join('\n\n***\n\n')}\n`;
}

/** A list of pages, each with the first sentence about it; then the names that are only exported again. */
function withSummaries({ contents, model }) {
  const again = [...contents.matchAll(/^Re-exports (.+)$/gm)].map(([, link]) => link);
  const [list] = contents.replace(/^## Modules\n\n/m, '').split('\n## ', 1);
  const lines = list.trimEnd().replaceAll(/^- \[(.+)\]\(.+\)$/gm, (line, name) => {
    const sentence = firstSentenceOf(model.children.find((one) => one.name === name));
    return sentence ? `${line}: ${sentence}` : line;
  });
  const rest = again.length > 0 ? `\nAlso exported here: ${again.join(', ')}.\n` : '';
  return `${lines}\n${rest}`;
}

function firstSentenceOf(page) {
  const main = page.children.find(({ name }) => name === page.name) ?? page;
  const { summary = [] } = main.comment ?? main.signatures?.[0]?.comment ?? {};
  const text = summary
    .map((part) => part.text)
    .join('')
    .replaceAll(/\s+/g, ' ');
  return /^.+?\.(?= |$)/.exec(text)?.[0];
}
