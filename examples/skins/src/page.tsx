import { RelinkButton, RelinkList, RelinkNotice, RelinkProvider } from 'react-plaid-relink';
import type { Skin } from './skin';
import type { createWorld } from './world';

interface PageProps {
  name: string;
  names: readonly string[];
  skin: Skin;
  isDark: boolean;
  world: ReturnType<typeof createWorld>;
}

export function Page({ name, names, skin, isDark, world }: PageProps) {
  const { Root, components, classNames, style } = skin;
  const { gateway, button, broken, expiring, down } = world;
  const theme = isDark ? 'dark' : 'light';
  return (
    <Root isDark={isDark}>
      <RelinkProvider gateway={gateway} components={components} classNames={classNames}>
        <main style={{ ...style, display: 'grid', gap: 16, maxWidth: 704, padding: 24 }}>
          <nav style={{ display: 'flex', flexWrap: 'wrap', gap: 12 }}>
            {names.map((other) => (
              <a
                key={other}
                href={`?skin=${other}&theme=${theme}`}
                aria-current={other === name ? 'page' : undefined}
              >
                {other}
              </a>
            ))}
            <a href={`?skin=${name}&theme=${isDark ? 'light' : 'dark'}`}>
              {isDark ? 'light' : 'dark'}
            </a>
          </nav>
          <div>
            <RelinkButton itemId={button} />
          </div>
          <RelinkNotice itemId={broken} />
          <RelinkList itemIds={[button, broken, expiring, down]} />
        </main>
      </RelinkProvider>
    </Root>
  );
}
