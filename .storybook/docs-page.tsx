import { useContext, type ReactElement } from 'react';
import {
  Controls,
  Description,
  DocsContext,
  Primary,
  Subtitle,
  Title,
} from '@storybook/addon-docs/blocks';

interface StoryLink {
  id: string;
  name: string;
  text: string;
}

/**
 * The page of a component. It shows one story live and links to the others. On one page they would share one Link, and
 * none would be in the state that its name says.
 */
export function DocsPage(): ReactElement {
  const stories = useContext(DocsContext).componentStories().map(toLink);
  return (
    <>
      <Title />
      <Subtitle />
      <Description />
      <Primary />
      <Controls />
      <h2 id="stories">Stories</h2>
      <ul>
        {stories.map(({ id, name, text }) => (
          <li key={id}>
            <a href={`./?path=/story/${id}`} target="_top">
              {name}
            </a>
            {text && `: ${text}`}
          </li>
        ))}
      </ul>
    </>
  );
}

function toLink({
  id,
  name,
  parameters,
}: {
  id: string;
  name: string;
  parameters: object;
}): StoryLink {
  const { docs } = parameters as { docs?: { description?: { story?: string } } };
  return { id, name, text: (docs?.description?.story ?? '').replaceAll('`', '') };
}
