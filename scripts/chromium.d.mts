export function ensureChromium(): Promise<string>;
export function launchOptions(executablePath: string | undefined): {
  executablePath?: string;
  args: string[];
};
