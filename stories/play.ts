import { expect, userEvent, waitFor, within } from 'storybook/test';

/** The part of a story's context that a play function needs. */
interface Played {
  canvasElement: HTMLElement;
}

export const buttonIn = ({ canvasElement }: Played): HTMLElement =>
  within(canvasElement).getByRole('button');

export const clickButton = (played: Played): Promise<void> => userEvent.click(buttonIn(played));

export const clickIn = async ({ canvasElement }: Played, name: string): Promise<void> =>
  userEvent.click(await within(canvasElement).findByRole('button', { name }));

export const untilState = (played: Played, state: string): Promise<void> =>
  waitFor(() => expect(buttonIn(played)).toHaveAttribute('data-state', state));

export const noticeIn = ({ canvasElement }: Played): HTMLElement =>
  within(canvasElement).getByRole('group');

export const untilNotice = (
  played: Played,
  attribute: 'data-topic' | 'data-state',
  value: string,
): Promise<void> => waitFor(() => expect(noticeIn(played)).toHaveAttribute(attribute, value));

/** Clicks, and waits until the button says what went wrong. */
export async function untilFailed(played: Played, text: string): Promise<void> {
  await clickButton(played);
  await untilState(played, 'failed');
  await expect(buttonIn(played)).toHaveTextContent(text);
}
