import { fileURLToPath } from 'node:url';
import type { StorybookConfig } from '@storybook/react-vite';
import { mergeConfig, type UserConfig } from 'vite';
import { aliases } from '../aliases.ts';

const config: StorybookConfig = {
  framework: '@storybook/react-vite',
  stories: ['../stories/**/*.mdx', '../stories/**/*.stories.tsx'],
  addons: ['@storybook/addon-docs', '@storybook/addon-a11y', '@storybook/addon-vitest'],
  // Chakra would have its own Storybook in this one's sidebar, from its site.
  refs: { '@chakra-ui/react': { disable: true } },
  core: { disableTelemetry: true, disableWhatsNewNotifications: true },
  typescript: {
    // The other reader of types sees no inherited props, such as those of RelinkOptions.
    reactDocgen: 'react-docgen-typescript',
    reactDocgenTypescriptOptions: {
      tsconfigPath: fileURLToPath(new URL('../tsconfig.json', import.meta.url)),
      shouldExtractLiteralValuesFromEnum: true,
      // A button's own 250 props are in every manual of HTML.
      propFilter: ({ parent, declarations = [] }) =>
        ![parent, ...declarations].some((from) => from?.fileName.includes('node_modules')),
    },
  },
  viteFinal: (vite) =>
    mergeConfig(vite, {
      resolve: { alias: aliases },
      build: {
        rolldownOptions: {
          // A line for each 'use client' of Material UI and Chakra would bury what matters.
          onLog: (level, log, print) => {
            if (log.code !== 'MODULE_LEVEL_DIRECTIVE') print(level, log);
          },
        },
      } satisfies UserConfig['build'],
      optimizeDeps: { include: ['react-plaid-link', 'react-dom/client', 'swr'] },
    }),
};
export default config;
