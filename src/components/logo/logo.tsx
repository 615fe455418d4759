import { useContext, useEffect, useRef, useState, type ReactElement } from 'react';
import type { ItemHealth, NoticeTopic } from '../../core/types';
import { ENGLISH_NOTICE } from '../../messages/notice';
import { RelinkContext } from '../../react/context';
import { partAttributes } from '../dom/dom-contract';
import { Icon } from '../icon/icon';
import { monogramHue, monogramLetter } from './monogram';
import { badgeIconOf, toneOf } from './tone';

interface LogoProps {
  topic: NoticeTopic;
  /** Null while the topic is 'unchecked': the bank is not known. */
  health: ItemHealth | null;
}

/**
 * A bank's logo, or else the first letter of its name, with a badge for the state of its Item. Decoration: the text beside it
 * says the same.
 */
export function Logo({ topic, health }: LogoProps): ReactElement {
  const { classNames, components, messages } = useContext(RelinkContext) ?? {};
  const institution = health?.institution ?? null;
  const name = institution?.name ?? health?.institutionName ?? null;
  const [failedUrl, setFailedUrl] = useState<string>();
  const tone = toneOf(topic);
  if (components?.Logo) {
    const shown = name ?? messages?.yourBank ?? ENGLISH_NOTICE.yourBank;
    return <components.Logo name={shown} institution={institution} tone={tone} />;
  }
  const url = institution?.logoUrl;
  const hasImage = url !== undefined && url !== failedUrl;
  const id = institution?.id ?? health?.institutionId ?? name;
  return (
    <span
      {...partAttributes('logo', classNames)}
      data-hue={hasImage || !id ? undefined : monogramHue(id, institution?.color)}
      aria-hidden="true"
    >
      {hasImage ? (
        <LogoImage url={url} onFail={() => setFailedUrl(url)} />
      ) : (
        name && monogramLetter(name, messages?.locale ?? ENGLISH_NOTICE.locale)
      )}
      <span {...partAttributes('badge', classNames)} data-tone={tone}>
        <Icon name={badgeIconOf(topic)} />
      </span>
    </span>
  );
}

function LogoImage({ url, onFail }: { url: string; onFail: () => void }): ReactElement {
  const image = useRef<HTMLImageElement>(null);
  const hasFailed = (): boolean => image.current?.complete === true && !image.current.naturalWidth;
  // An image in the server's HTML may have loaded or failed before React listens.
  useEffect(() => {
    if (hasFailed()) onFail();
    else if (image.current?.complete) markAsLoaded(image.current);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- Once for each address.
  }, [url]);
  return (
    <img
      src={url}
      alt=""
      loading="lazy"
      decoding="async"
      ref={image}
      onError={onFail}
      onLoad={({ currentTarget }) => markAsLoaded(currentTarget)}
    />
  );
}

/** Only then is white paper behind it: before, and in a dark page, that would flash. Not a state, which would render it again. */
function markAsLoaded({ dataset }: HTMLImageElement): void {
  dataset.loaded = '';
}
