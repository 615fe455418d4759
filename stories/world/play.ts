import { expect, userEvent, waitFor, within } from 'storybook/test';

/** The part of a story's context that a play function needs. */
interface Played {
  canvasElement: HTMLElement;
}

/** The button that opens Link. Beside it there may be others, such as "Cancel". */
export const buttonIn = ({ canvasElement }: Played): HTMLElement =>
  canvasElement.querySelector<HTMLElement>('[data-relink="button"]') ??
  within(canvasElement).getByRole('button');

export const clickButton = (played: Played): Promise<void> => userEvent.click(buttonIn(played));

/** Clicks the first button with this label. In notices and lists the bank's name follows it. */
export async function clickIn({ canvasElement }: Played, label: string): Promise<void> {
  const isNamed = (name: string): boolean => name.startsWith(label);
  const [button] = await within(canvasElement).findAllByRole('button', { name: isNamed });
  if (button) await userEvent.click(button);
}

export const untilState = (played: Played, state: string): Promise<void> =>
  waitFor(() => expect(buttonIn(played)).toHaveAttribute('data-state', state));

export const noticeIn = ({ canvasElement }: Played): HTMLElement =>
  within(canvasElement).getByRole('group');

export const untilNotice = (
  played: Played,
  attribute: 'data-topic' | 'data-state',
  value: string,
): Promise<void> => waitFor(() => expect(noticeIn(played)).toHaveAttribute(attribute, value));

/** Clicks, and waits until the page says what went wrong. */
export async function untilFailed(played: Played, text: string): Promise<void> {
  await clickButton(played);
  await untilState(played, 'failed');
  await waitFor(() => expect(played.canvasElement).toHaveTextContent(text));
}
