import type { RelinkClassNames } from 'react-plaid-relink';

type Part = keyof Required<RelinkClassNames>;

/** What each part is. A part that is missing here does not compile. */
export const PARTS: Readonly<Record<Part, string>> = {
  button: 'The action. It carries data-state and data-variant',
  spinner: 'Turns while a session is under way',
  icon: 'A drawing in the colour of its text; data-icon says which',
  error: 'What went wrong, below a button that stands alone',
  status: '“Still opening…”, or that nothing has changed',
  cancel: 'Ends the wait',
  support: 'The reference that support asks for',
  copy: 'Copies the reference',
  notice: 'The box, and the container whose width decides the layout',
  'notice-body': 'Title, text and the line below them',
  'notice-title': 'What the user can do. A paragraph, or a heading',
  'notice-text': 'Why, and how long it takes',
  'notice-error': 'What went wrong, in the place of the trust line',
  'notice-action': 'The buttons; below the text in a narrow column',
  'notice-dismiss': '“Not now”, where it is an offer',
  'notice-done': '“Done”, after a repair',
  logo: 'The bank’s logo, or its first letter',
  badge: 'The state, by icon and colour',
  trust: 'Through whom the user signs in',
  list: 'The box, and the container',
  'list-head': 'Title, text, trust line and steps',
  'list-title': 'How many banks are left',
  'list-text': 'Where to start',
  'list-progress': '“Step 1 of 3”',
  'list-steps': 'The bar, with up to eight banks',
  'list-step': 'One bank of the bar',
  'list-meter': 'The bar, with more banks',
  'list-items': 'The rows',
  'list-group': '“Nothing to do”, and “Later”',
  'list-item': 'A row. It carries data-topic and data-current',
  'list-skip': '“Later”, on the current row',
  'row-status': 'The state, and when the bank last sent something',
  announcer: 'Not shown: what screen readers read out',
};

export const isPart = (name: string): name is Part => name in PARTS;
