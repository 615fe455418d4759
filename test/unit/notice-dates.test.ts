import { describe, expect, it, vi } from 'vitest';
import type { ItemHealth } from 'react-plaid-relink';
import { agoWords, dayWords } from '../../src/components/notice/notice-dates';
import { noticeCopy, rowCopy } from '../../src/components/notice/notice-copy';
import { LANGUAGES } from '../support/languages';

/** A Sunday. No offset, so that it is noon in every time zone in which the tests run. */
const NOW = new Date('2026-11-29T12:00:00').getTime();
const at = (local: string): Date => new Date(local);
const EXPIRING: ItemHealth = {
  state: 'expiring',
  remedy: 'relink',
  errorCode: null,
  consentExpiresAt: at('2026-12-01T09:00:00'),
  institutionName: 'Tartan Bank',
  lastUpdated: at('2026-11-17T12:00:00'),
};

describe('a day in the future', () => {
  const day = (local: string, locale = 'en') => dayWords(at(local), NOW, { locale, month: 'long' });

  it.each([
    ['2026-11-29T23:59:00', 'today', null],
    ['2026-11-30T00:01:00', 'tomorrow', null],
    ['2026-12-01T12:00:00', 'in 2 days', 'Tuesday'],
    ['2026-12-06T23:59:00', 'in 7 days', 'Sunday'],
    ['2026-12-07T00:01:00', null, null],
    ['2026-11-28T23:59:00', null, null],
  ])('the day %s is "%s", by the calendar and not by hours', (local, inDays, weekday) => {
    expect(day(local)).toMatchObject({ inDays, weekday });
  });

  it('within twelve months a date has no year', () => {
    expect(day('2026-12-20T12:00:00').until).toBe('December 20');
    expect(day('2027-11-28T12:00:00').until).toBe('November 28');
    expect(day('2027-11-29T12:00:00').until).toBe('November 29, 2027');
    expect(day('2026-12-20T12:00:00', 'de').until).toBe('20. Dezember');
  });

  it('a date has its year before hydration, in UTC, and nothing is relative to the present', () => {
    const late = new Date('2026-12-01T23:30:00Z');
    expect(dayWords(late, null, { locale: 'en', month: 'long' })).toEqual({
      until: 'December 1, 2026',
      inDays: null,
      weekday: null,
    });
  });
});

describe('a time in the past', () => {
  it.each([
    [59_000, null],
    [60_000, '1 minute ago'],
    [59 * 60_000, '59 minutes ago'],
    [3_600_000, '1 hour ago'],
    [24 * 3_600_000, 'yesterday'],
    [12 * 24 * 3_600_000, '12 days ago'],
    [90 * 24 * 3_600_000, '2 months ago'],
    [800 * 24 * 3_600_000, '2 years ago'],
    [-5_000, null],
  ])('an age of %d ms is "%s"', (ageMs, words) => {
    expect(agoWords(new Date(NOW - ageMs), NOW, 'en')).toBe(words);
  });

  it('an age is written in the language of the texts, and in the browser’s where locale is no language tag', () => {
    const logged = vi.spyOn(console, 'error').mockImplementation(() => {});
    const past = new Date(NOW - 12 * 24 * 3_600_000);
    expect(agoWords(past, NOW, 'de')).toBe('vor 12 Tagen');
    expect(agoWords(past, NOW, 'not a tag')).toBe('12 days ago');
    expect(agoWords(past, NOW, 'not a tag')).toBe('12 days ago');
    expect(logged).toHaveBeenCalledOnce();
    logged.mockRestore();
  });
});

describe('the dates in the texts', () => {
  it.each([
    ['en', 'Your permission ends in 2 days, on Tuesday.', 'Access ends in 2 days'],
    ['de', 'Ihre Zustimmung endet übermorgen, am Dienstag.', 'Zugriff endet übermorgen'],
    ['de-du', 'Deine Zustimmung endet übermorgen, am Dienstag.', 'Zugriff endet übermorgen'],
    ['fr', 'Votre autorisation expire après-demain, mardi.', 'L’accès expire après-demain'],
    ['es', 'Su permiso vence pasado mañana, el martes.', 'El acceso vence pasado mañana'],
  ] as const)('the texts in %s say an end within a week as people do', (language, text, status) => {
    const messages = LANGUAGES[language];
    const circumstances = { isStillDown: false, now: NOW };
    expect(noticeCopy('expiring', EXPIRING, messages, circumstances).text).toContain(text);
    expect(rowCopy('expiring', EXPIRING, messages, NOW)).toEqual({ status, detail: null });
  });

  it.each([
    ['en', 'ends on January 1.', 'Access ends Jan 1'],
    ['de', 'endet am 1. Januar.', 'Zugriff endet am 1. Jan.'],
    ['fr', 'expire le 1er janvier.', 'L’accès expire le 1er janv.'],
    ['es', 'vence el 1 de enero.', 'El acceso vence el 1 ene'],
  ] as const)(
    'the texts in %s give a later end as a day without a year',
    (language, text, status) => {
      const messages = LANGUAGES[language];
      const health = { ...EXPIRING, consentExpiresAt: at('2027-01-01T12:00:00') };
      const circumstances = { isStillDown: false, now: NOW };
      expect(noticeCopy('expiring', health, messages, circumstances).text).toContain(text);
      expect(rowCopy('expiring', health, messages, NOW).status).toBe(status);
    },
  );

  it('a row says when the bank last sent something, once the page is hydrated', () => {
    const health: ItemHealth = { ...EXPIRING, state: 'needs_update', consentExpiresAt: null };
    expect(rowCopy('relink', health, LANGUAGES.en, NOW)).toEqual({
      status: 'Signed out',
      detail: 'last update 12 days ago',
    });
    expect(rowCopy('relink', health, LANGUAGES.en, null).detail).toBeNull();
  });
});
