import { addons } from 'storybook/manager-api';
import { create } from 'storybook/theming';

const isDark = matchMedia('(prefers-color-scheme: dark)').matches;

/** Pages that have their own fields, or nothing to set: they get the whole height. */
const WITHOUT_PANEL = /^(playground|states|words|anatomy|icons-and-motion)--|^theming--tokens$/;

addons.setConfig({
  theme: create({
    base: isDark ? 'dark' : 'light',
    brandTitle: 'react-plaid-relink',
    brandUrl: './',
    brandTarget: '_self',
  }),
  layoutCustomisations: {
    showPanel: ({ storyId }, isShown) => (WITHOUT_PANEL.test(storyId) ? false : isShown),
  },
});
