import { useState, type CSSProperties, type ReactNode } from 'react';
import type { ItemBody } from 'react-plaid-relink';
import { localeNamed } from '../locales/locales';
import type { StoryWorld } from '../world/create-story-world';
import { itemOf } from '../states/rows';
import type { Scene } from './scene';
import { Shown, type ShownItem } from './shown';
import { viewOf } from './views';

interface TryItProps {
  scene: Partial<Scene>;
  world: StoryWorld;
  globals: Readonly<Record<string, unknown>>;
  /** Further Items, below the one of the scene. */
  others?: () => ShownItem[];
  children(itemIds: string[]): ReactNode;
}

/** A component in the scene that the controls set. Once Link is open, the fake Plaid goes on as in any story. */
export function TryIt({ scene, world, globals, others, children }: TryItProps) {
  const { topic = 'relink', bank = '', consentEndsInDays: endsInDays, logo, density = 1 } = scene;
  const [items] = useState(() => {
    const itemId = world.addItem({ institutionName: bank });
    const shown = { bank, itemId, endsInDays, hasLogo: logo === 'image' };
    const view = viewOf(scene.status ?? 'idle', scene.errorCode);
    return [itemOf(topic, shown, view), ...(others?.() ?? [])];
  });
  const style: CSSProperties & Record<'--relink-density', number> = { '--relink-density': density };
  return (
    <div style={style}>
      <Shown
        items={items}
        live={world.backend.gateway}
        messages={localeNamed(globals.locale).messages}
      >
        {children(items.map(({ body }: { body: ItemBody }) => body.item_id))}
      </Shown>
    </div>
  );
}

/** Another scene is another Item: nothing of the one before stays. */
export const keyOf = ({ density: _styleAlone, ...scene }: Partial<Scene>): string =>
  JSON.stringify(scene);
