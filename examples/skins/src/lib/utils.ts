import { clsx, type ClassValue } from 'clsx';
import { twMerge } from 'tailwind-merge';

/** Joins classes. Of two that contradict each other the last wins. */
export function cn(...classes: ClassValue[]): string {
  return twMerge(clsx(classes));
}
