export function installIn(folder: string): void;
export function ensureInstalled(): void;
