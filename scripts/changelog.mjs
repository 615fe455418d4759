/**
 * What CHANGELOG.md says of one version, without its heading.
 *
 * @param {string} changelog
 * @param {string} version
 */
export function notesOf(changelog, version) {
  const [, ...sections] = changelog.split(/^## /m);
  const section = sections.find((text) => text.split('\n', 1)[0].trim() === version);
  if (!section) {
    throw new Error(
      `CHANGELOG.md has no section ${version}. "npm run version-packages" writes it.`,
    );
  }
  return section.slice(section.indexOf('\n') + 1).trim();
}
