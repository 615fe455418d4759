/**
 * The accessible name of a button, for users who meet it in a list of buttons: "Reconnect Tartan Bank". It begins with the
 * visible label, by which users of voice control ask for it (WCAG 2.5.3).
 *
 * @param bank null where it is not known: the label is the name then
 */
export function buttonName(label: string, bank: string | null): { 'aria-label'?: string } {
  return bank === null ? {} : { 'aria-label': `${label} ${bank}` };
}
