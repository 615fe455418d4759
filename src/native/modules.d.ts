/**
 * The parts of two packages that this room uses, so that a contributor need not install React Native. `npm run test:all`
 * checks this room against the packages' own types (test/native).
 */
declare module 'react-native' {
  export const AppState: {
    currentState: string;
    addEventListener(type: 'change', listener: (state: string) => void): { remove(): void };
  };
  export const Linking: { openURL(url: string): Promise<unknown> };
  export const Platform: { OS: string };
}

declare module 'react-native-plaid-link-sdk' {
  export interface LinkTokenConfiguration {
    token: string;
    onSuccess(success: object): void;
    onExit(exit: object): void;
    onEvent(event: object): void;
    onLoad?(): void;
  }
  export interface PlaidLinkSession {
    open(fullScreen?: boolean): Promise<void>;
  }
  export function createPlaidLinkSession(config: LinkTokenConfiguration): Promise<PlaidLinkSession>;
}
