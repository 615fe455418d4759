export { propertyOf, TOKENS, type Token } from '../../src/tokens';
