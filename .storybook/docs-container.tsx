import { useEffect, useState, type ReactElement } from 'react';
import { DocsContainer, type DocsContainerProps } from '@storybook/addon-docs/blocks';
import { GLOBALS_UPDATED, SET_GLOBALS } from 'storybook/internal/core-events';
import { addons } from 'storybook/preview-api';
import { themes } from 'storybook/theming';
import { LOCALES } from '../stories/locales/locales';
import { appearanceOf, applyAppearance, type Appearance } from './appearance';

interface GlobalsEvent {
  globals: Record<string, unknown>;
}

/** A documentation page in the toolbar's theme, like the stories. */
export function ThemedDocs(props: DocsContainerProps): ReactElement {
  const { theme } = useAppearance();
  return <DocsContainer {...props} theme={theme === 'dark' ? themes.dark : themes.light} />;
}

function useAppearance(): Appearance {
  const [appearance, setAppearance] = useState(readAppearance);
  useEffect(() => {
    const channel = addons.getChannel();
    const onGlobals = ({ globals }: GlobalsEvent): void => setAppearance(appearanceOf(globals));
    channel.on(GLOBALS_UPDATED, onGlobals);
    return () => channel.off(GLOBALS_UPDATED, onGlobals);
  }, []);
  // The text is English and stays left to right. Only the stories follow the direction.
  useEffect(
    () => applyAppearance({ ...appearance, direction: 'ltr', locale: LOCALES.en }),
    [appearance],
  );
  return appearance;
}

/** The globals that the channel sent before this page existed. */
function readAppearance(): Appearance {
  const channel = addons.getChannel();
  const [event] = (channel.last(GLOBALS_UPDATED) ?? channel.last(SET_GLOBALS) ?? []) as
    [GlobalsEvent] | [];
  return appearanceOf(event?.globals ?? {});
}
