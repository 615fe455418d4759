/** The parts of docs/words.md that are not made from the code. */
export const INTRO = `# Words

Every text that the components show or read out, and those of [the mail](mail.md), in each language of the package. The page
is made from the code (\`npm run docs:words\`).

- The user acts, not the bank: “Sign in to Tartan Bank again”, not “Tartan Bank needs you to log in again”.
- A text says nothing that is not so: “We check again every minute” is there because the component does.
- The label of a button is short, so that no state moves the page.
- Nothing shouts, and no text asks for more than one thing.

## Languages

| language | import |
|---|---|
| English | what you get without \`messages\` |
| German, with Sie | \`germanMessages\` |
| German, with du | \`germanInformalMessages\` |
| French, with vous | \`frenchMessages\` |
| Spanish, with usted | \`spanishMessages\` |

\`\`\`tsx
import type { ReactNode } from 'react';
import { frenchMessages, RelinkProvider } from 'react-plaid-relink';

export const Providers = ({ children }: { children: ReactNode }) => (
  <RelinkProvider messages={frenchMessages}>{children}</RelinkProvider>
);
\`\`\`

Each set is a module of its own: a bundler leaves out those that your app does not import. To load one where it is needed,
import it in a file of yours, and load that file with \`import()\`.

## To change a text

Give it by its group and name, as the headings below show them. What you leave out stays as it is:

\`\`\`tsx
import { spanishMessages, type MessageOverrides } from 'react-plaid-relink';

export const messages: MessageOverrides = {
  ...spanishMessages,
  button: { idle: 'Actualizar' },
  list: { skip: 'Ahora no' },
};
\`\`\`

The name in brackets is the flat name of the same text: \`noticeRelink\` is \`notice.relink\`.

## To add a language

Write an object that satisfies \`Partial<RelinkMessages>\`: a text that is missing is shown in English. Once it is complete,
say \`satisfies RelinkMessages\`, and TypeScript names each text that is missing, also after an update. \`locale\` is the
language in which dates are written. \`yourBank\` stands for a bank whose name is not known, as it is written inside of a sentence; your texts
put it into its case, or at the start of a sentence.

\`\`\`ts
import type { RelinkMessages } from 'react-plaid-relink';

export const dutch = {
  locale: 'nl',
  yourBank: 'je bank',
  idle: 'Opnieuw verbinden',
  noticeExpiring: ({ bank, until, inDays, weekday }) => ({
    title: \`Houd \${bank} verbonden\`,
    text: \`Je toestemming eindigt \${inDays ? [inDays, weekday && \`op \${weekday}\`].filter(Boolean).join(', ') : until ? \`op \${until}\` : 'binnenkort'}.\`,
    action: 'Verlengen',
  }),
} satisfies Partial<RelinkMessages>;
\`\`\`

Dates come as people say them: \`until\` has no year within twelve months, and within a week there are \`inDays\` (“in 3
days”) and \`weekday\`. Where directions can mix, in a right-to-left language or with a name in right-to-left letters, the
name of a bank is isolated (U+2068 and U+2069). Before hydration a date has its year, and nothing is relative, so that the
server's HTML and the browser's are the same.
`;

export const OUTRO = `## The line about trust

\`notice.trust\` stands beside a lock, and must be true in each way that Link is presented. Plaid's \`oauth\` of a bank is true
where some of its Items sign in at the bank itself and others do not
([plaid.com/docs/api/institutions](https://plaid.com/docs/api/institutions/)), so the text for it is true of both. On
Plaid's own page (Hosted Link) the user signs in through Plaid too. \`trust={false}\` on the provider, a notice or a list
leaves the line out: do so where your own text says it.
`;

export const MAIL_INTRO = `## The mail

The texts of \`relinkMail\`. Each set is one of \`react-plaid-relink/server\`: \`englishMailTexts\`, \`germanMailTexts\`,
\`germanInformalMailTexts\`, \`frenchMailTexts\`, \`spanishMailTexts\`. The title is the mail's subject, and its heading. What a
mail says must still be so when it is read: days have their date, and nothing is "tomorrow".
`;
