import type { RelinkButtonSlotProps, RelinkClassNames, RelinkComponents } from 'react-plaid-relink';
import { Button } from '@/components/ui/button';
import { cn } from '@/lib/utils';

const VARIANTS = { primary: 'default', secondary: 'outline', plain: 'ghost' } as const;

/** Your own Button, in every place where a relink component has a button. */
function RelinkHouseButton({ className, ...props }: RelinkButtonSlotProps) {
  return (
    <Button
      {...props}
      variant={VARIANTS[props['data-variant'] ?? 'primary']}
      className={cn(
        'inline-block h-auto min-h-9 max-w-full py-1.5 whitespace-normal pointer-coarse:min-h-11',
        'aria-disabled:cursor-default aria-busy:cursor-progress',
        // All labels of the button, unseen: it has one width in all its states.
        'after:invisible after:block after:h-0 after:overflow-clip after:whitespace-pre-line after:content-[attr(data-labels)]',
        'data-[state=relinked]:bg-success/10 data-[state=relinked]:text-success data-[state=relinked]:shadow-none',
        '[&_[data-relink=icon]]:me-1.5 [&_[data-relink=icon]]:inline-block [&_[data-relink=icon]]:size-4 [&_[data-relink=icon]]:align-[-0.2em]',
        className,
      )}
    />
  );
}

const title = 'text-[15px]/5 font-semibold text-balance wrap-anywhere';
const text = 'text-sm text-muted-foreground text-pretty';
const line =
  'mt-1 flex items-start gap-1.5 text-[13px]/[18px] [&>[data-relink=icon]]:mt-0.5 [&>[data-relink=icon]]:shrink-0';
const error = `${line} text-destructive`;
const focus = 'outline-none focus-visible:ring-2 focus-visible:ring-ring focus-visible:ring-inset';

// In a list, every row has its action in the same column, and the next step has "Later" beside it.
const columns =
  '[[data-relink=list-item]>&]:@min-[30rem]:grid [[data-relink=list-item]>&]:@min-[30rem]:grid-cols-[8.5rem_5rem]';

/** A class for each part. The part is also the element's `data-relink`. */
const classNames: RelinkClassNames = {
  button: 'min-w-34',
  spinner:
    'me-2 inline-block size-3.5 animate-spin rounded-full border-2 border-current/30 border-t-current align-[-0.15em] motion-reduce:animate-pulse',
  error,
  status: `${line} text-muted-foreground`,
  support: `${line} text-muted-foreground`,

  notice: `@container flex flex-wrap items-center gap-3 rounded-xl border bg-card p-4 text-card-foreground shadow-xs ${focus}`,
  'notice-body': 'min-w-0 flex-1 basis-40',
  'notice-title': title,
  'notice-text': text,
  'notice-error': error,
  'notice-action': `flex items-center gap-2 @max-[30rem]:basis-full @max-[30rem]:flex-col @max-[30rem]:items-stretch ${columns}`,
  trust: `${line} text-muted-foreground`,

  logo: 'relative grid size-10 shrink-0 place-items-center self-start rounded-lg bg-muted font-semibold [&>img]:size-full [&>img]:rounded-lg',
  badge:
    'absolute -end-1.5 -bottom-1.5 grid size-[18px] place-items-center rounded-full border-2 border-card text-[11px] text-card [&_circle]:hidden data-[tone=accent]:bg-primary data-[tone=danger]:bg-destructive data-[tone=neutral]:bg-muted-foreground data-[tone=success]:bg-success data-[tone=warning]:bg-warning',

  list: `@container overflow-clip rounded-xl border bg-card text-card-foreground shadow-xs ${focus}`,
  'list-head': 'grid grid-cols-[1fr_auto] gap-x-3 p-4 *:col-span-2',
  'list-title': 'col-span-1! text-[17px]/[22px] font-semibold text-balance',
  'list-text': text,
  'list-progress':
    'col-span-1! col-start-2! row-start-1 self-center text-[13px]/[18px] text-muted-foreground tabular-nums',
  'list-steps': 'mt-3 flex gap-1.5',
  'list-step':
    'h-1 flex-1 rounded-full bg-border transition-colors data-[current]:bg-primary data-[done]:bg-success',
  'list-meter': 'mt-3 h-1 w-full accent-success',
  'list-group': 'border-t px-4 py-2 text-[13px]/[18px] font-semibold text-muted-foreground',
  'list-item': 'flex flex-wrap items-center gap-3 border-t px-4 py-3 data-[current]:bg-muted/50',
  'row-status':
    'text-sm text-muted-foreground [&_[data-tone=danger]]:text-destructive [&_[data-tone=success]]:text-success [&_[data-tone=warning]]:text-warning',
};

/** For `<RelinkProvider {...relinkTheme}>`. The classes are yours to change. */
export const relinkTheme = {
  classNames,
  components: { Button: RelinkHouseButton } satisfies RelinkComponents,
};
