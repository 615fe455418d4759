import { Choice } from './choice';
import { PageIcon } from './icons';
import { LANGUAGES, type Language, type Settings } from './settings';

interface TopBarProps {
  settings: Settings;
  mode: 'fake' | 'sandbox';
  onChange(change: Partial<Settings>): void;
  onReset(): void;
}

export function TopBar({ settings, mode, onChange, onReset }: TopBarProps) {
  return (
    <header className="top">
      <a className="brand" href="#notice">
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d="M9.5 14.5 14.5 9.5M11 6.5l1.2-1.2a4.6 4.6 0 0 1 6.5 6.5L17.5 13M13 17.5l-1.2 1.2a4.6 4.6 0 0 1-6.5-6.5L6.5 11" />
        </svg>
        <span>react-plaid-relink</span>
      </a>
      <span className="fake">
        {mode === 'fake' ? 'Nothing here is real' : 'Plaid’s Sandbox: user_good, pass_good'}
      </span>
      <div className="controls">
        <Choice
          label="Theme"
          value={settings.theme}
          options={[
            ['system', 'As the system', 'system'],
            ['light', 'Light', 'light'],
            ['dark', 'Dark', 'dark'],
          ]}
          onChange={(theme) => onChange({ theme })}
        />
        <div className="width">
          <Choice
            label="Width"
            value={settings.width}
            options={[
              ['desktop', 'Desktop', 'desktop'],
              ['phone', 'Phone', 'phone'],
            ]}
            onChange={(width) => onChange({ width })}
          />
        </div>
        <select
          aria-label="Language"
          value={settings.language}
          onChange={({ target }) => onChange({ language: target.value as Language })}
        >
          {Object.entries(LANGUAGES).map(([language, name]) => (
            <option key={language} value={language} lang={language}>
              {name}
            </option>
          ))}
        </select>
        {mode === 'fake' && (
          <button type="button" className="quiet" onClick={onReset}>
            <PageIcon name="reset" />
            Reset
          </button>
        )}
      </div>
    </header>
  );
}
