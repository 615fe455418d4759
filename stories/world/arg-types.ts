import type { ArgTypes } from '@storybook/react-vite';

/** Props of the element itself, which a designer turns too. Storybook's table leaves out the 250 props of a button. */
const ELEMENT_ARGS = {
  className: { control: 'text', description: 'Of the element, for styles of your own.' },
} satisfies ArgTypes;

export const BUTTON_ARGS = {
  ...ELEMENT_ARGS,
  itemId: { control: false },
  asChild: { control: 'boolean' },
  accountSelection: { control: 'boolean' },
  disabled: {
    control: 'boolean',
    description: 'As on any button. Nothing is prepared, and a click does nothing.',
  },
  tokenKind: { control: false },
  presentation: { control: false },
  redirectState: { control: false },
} satisfies ArgTypes;

export const NOTICE_ARGS = {
  ...ELEMENT_ARGS,
  trust: { control: 'boolean' },
  headingLevel: { control: 'select', options: [undefined, 2, 3, 4, 5, 6] },
  dismissAfter: { control: 'number' },
  itemId: { control: false },
  accountSelection: { control: 'boolean' },
  newAccounts: { control: 'boolean' },
  tokenKind: { control: false },
  presentation: { control: false },
  redirectState: { control: false },
  children: { control: false },
} satisfies ArgTypes;

export const LIST_ARGS = {
  ...ELEMENT_ARGS,
  trust: { control: 'boolean' },
  headingLevel: { control: 'select', options: [undefined, 2, 3, 4, 5] },
  dismissAfter: { control: 'number' },
  itemIds: { control: false },
  accountSelection: {
    control: 'boolean',
    description: 'Lets the user add or change accounts, at each of the banks.',
  },
  newAccounts: { control: 'boolean' },
  tokenKind: { control: false },
  redirectState: {
    control: false,
    description: 'JSON that the return page of an OAuth bank gets back.',
  },
  children: { control: false },
} satisfies ArgTypes;
