/** Where the documentation of errors is: the page of a code is `<code>.md`, the server's own codes are in `server.md`. */
export const ERROR_PAGES =
  'https://github.com/react-plaid-relink/react-plaid-relink/blob/main/docs/errors/';

/** @returns the message without the address at its end, for a message that quotes it */
export function withoutPage(message: string): string {
  const [text = message] = message.split(` See ${ERROR_PAGES}`);
  return text;
}
