/**
 * A bank at the start of a sentence. The texts for a bank whose name is not known begin in lower case, since they are written
 * for the inside of a sentence; a name stays as the bank writes it.
 *
 * @param own the word that such a text begins with, such as "your"
 */
export function atStart(bank: string, own: string): string {
  return bank.startsWith(`${own} `) ? own.charAt(0).toUpperCase() + bank.slice(1) : bank;
}
