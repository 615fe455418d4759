import type { ArgTypes } from '@storybook/react-vite';
import type { NoticeTopic, RelinkErrorCode, RelinkStatus } from 'react-plaid-relink';
import { SCENE } from '../code/story-code';
import { ANSWERED_TOPICS } from './bodies';
import { ERROR_CODES } from './views';

/** What a designer turns beside the props: the bank, its problem, and where the session stands. */
export interface Scene {
  topic: NoticeTopic;
  bank: string;
  consentEndsInDays: number;
  status: RelinkStatus;
  errorCode: RelinkErrorCode;
  logo: 'monogram' | 'image';
  density: number;
}

export const INITIAL_SCENE: Scene = {
  topic: 'relink',
  bank: 'Tartan Bank',
  consentEndsInDays: 3,
  status: 'idle',
  errorCode: 'link_blocked',
  logo: 'monogram',
  density: 1,
};

const table = { category: SCENE };

const STATUSES: readonly RelinkStatus[] = [
  'idle',
  'preparing',
  'ready',
  'opening',
  'open',
  'confirming',
  'relinked',
  'exited',
  'failed',
];

export const SCENE_ARGS = {
  topic: {
    control: 'select',
    options: [...ANSWERED_TOPICS, 'unchecked', 'repaired'],
    description: 'What is wrong with the connection.',
    table,
  },
  bank: { control: 'text', description: 'The name of the bank.', table },
  consentEndsInDays: {
    control: { type: 'range', min: 0, max: 400 },
    description: 'In how many days the access ends, where it ends.',
    table,
  },
  status: { control: 'select', options: STATUSES, description: 'Where the session stands.', table },
  errorCode: {
    control: 'select',
    options: ERROR_CODES,
    description: 'Why it failed, where the status is failed.',
    table,
  },
  logo: {
    control: 'inline-radio',
    options: ['monogram', 'image'],
    description: 'Whether your server gives a logo.',
    table,
  },
  density: {
    control: { type: 'range', min: 0.7, max: 1.4, step: 0.05 },
    description: 'The token --relink-density.',
    table,
  },
} satisfies ArgTypes;
