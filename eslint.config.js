import js from '@eslint/js';
import globals from 'globals';
import reactHooks from 'eslint-plugin-react-hooks';
import storybook from 'eslint-plugin-storybook';
import tseslint from 'typescript-eslint';

export default tseslint.config(
  {
    ignores: [
      'dist',
      'storybook-static',
      'coverage',
      'docs/.vitepress/{cache,dist,.temp}',
      'examples/next/{.next,.data,next-env.d.ts}',
      'examples/skins/dist',
      'test/native/app/example-copy',
    ],
  },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      // Numbers in messages are meant.
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      // `return void x()` and arrow shorthands are clear where the type says void.
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      '@typescript-eslint/no-meaningless-void-operator': 'off',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { varsIgnorePattern: '^_', argsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      // No object of ours has a `this`: closures all the way.
      '@typescript-eslint/unbound-method': 'off',
      // An empty text is as good as none, wherever || stands.
      '@typescript-eslint/prefer-nullish-coalescing': [
        'error',
        { ignorePrimitives: { string: true } },
      ],
      // Interfaces with methods are ports here; bivariance is what makes the official clients fit.
      '@typescript-eslint/method-signature-style': 'off',
      '@typescript-eslint/no-empty-function': 'off',
      '@typescript-eslint/consistent-type-definitions': 'off',
    },
  },
  {
    // An app of its own: its dependencies, and so its types, are not installed here. Its build checks the types.
    files: ['examples/{expo,next,skins}/**/*.{ts,tsx}', 'test/native/app/**/*.{ts,tsx}'],
    extends: [tseslint.configs.disableTypeChecked],
  },
  {
    // With the rules of the React compiler.
    files: ['{src,demo,stories,examples,test,.storybook}/**/*.{ts,tsx}'],
    ...reactHooks.configs.flat['recommended-latest'],
  },
  // A probe hands what its hook returned to the test around it.
  { files: ['test/**/*.tsx'], rules: { 'react-hooks/globals': 'off' } },
  {
    files: ['test/**/*.{ts,tsx}'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector:
            "CallExpression[callee.object.name='vi'][callee.property.name=/^wait/][arguments.length=1]",
          message: 'It gives up after one second, which a busy machine needs. Use eventually().',
        },
      ],
    },
  },
  ...storybook.configs['flat/recommended'],
  { files: ['**/*.{js,mjs,cjs}'], languageOptions: { globals: globals.node } },
  // Parts of them run in pages.
  {
    files: ['bench/**/*.{js,jsx,mjs}'],
    languageOptions: {
      globals: globals.browser,
      parserOptions: { ecmaFeatures: { jsx: true } },
    },
  },
);
