/**
 * One text for the spellings that databases with a lenient collation take for the same id: letters of either case, accents,
 * and blanks (MySQL and SQL Server by default, `citext`). It only invalidates answers: where it takes two Items for one,
 * Plaid is asked once more than needed.
 */
export function foldedId(itemId: string): string {
  return itemId
    .normalize('NFKD')
    .replace(/[\p{M}\p{C}\p{Z}]/gu, '')
    .toUpperCase();
}
