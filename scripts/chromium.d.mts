export interface FoundChromium {
  path: string;
  source: string;
}
export function findChromium(
  env?: Record<string, string | undefined>,
): Promise<FoundChromium | null>;
export function ensureChromium(): Promise<string>;
export function launchOptions(executablePath: string | undefined): {
  executablePath?: string;
  args: string[];
};
