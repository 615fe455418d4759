import { fileURLToPath } from 'node:url';
import type { StorybookConfig } from '@storybook/react-vite';
import { mergeConfig, type UserConfig } from 'vite';
import { aliases } from '../aliases.ts';

const config: StorybookConfig = {
  framework: '@storybook/react-vite',
  stories: ['../stories/**/*.mdx', '../stories/**/*.stories.tsx'],
  addons: ['@storybook/addon-docs', '@storybook/addon-a11y', '@storybook/addon-vitest'],
  // Without this, Chakra adds its own Storybook from its site to the sidebar.
  refs: { '@chakra-ui/react': { disable: true } },
  core: { disableTelemetry: true, disableWhatsNewNotifications: true },
  typescript: {
    // The other docgen sees no inherited props, such as those of RelinkOptions.
    reactDocgen: 'react-docgen-typescript',
    reactDocgenTypescriptOptions: {
      tsconfigPath: fileURLToPath(new URL('../tsconfig.json', import.meta.url)),
      shouldExtractLiteralValuesFromEnum: true,
      // Leave out the 250 standard props of a button.
      propFilter: ({ parent, declarations = [] }) =>
        ![parent, ...declarations].some((from) => from?.fileName.includes('node_modules')),
    },
  },
  viteFinal: (vite) =>
    mergeConfig(vite, {
      resolve: { alias: aliases },
      build: {
        rolldownOptions: {
          // Material UI and Chakra have many 'use client' lines, whose warnings would hide the others.
          onLog: (level, log, print) => {
            if (log.code !== 'MODULE_LEVEL_DIRECTIVE') print(level, log);
          },
        },
      } satisfies UserConfig['build'],
      optimizeDeps: { include: ['react-plaid-link', 'react-dom/client', 'swr'] },
    }),
};
export default config;
