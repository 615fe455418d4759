import { relinkTheme } from '@/components/relink-theme';
import type { Skin } from '../skin';
import './shadcn.css';

export const skin: Skin = { Root: ({ children }) => children, ...relinkTheme };
