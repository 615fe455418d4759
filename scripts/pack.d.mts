export function pack(): Promise<{ tarball: string; remove: () => Promise<void> }>;
