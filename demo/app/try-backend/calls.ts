/** A request that the client sends, and that the page sends by hand. */
export interface Call {
  readonly path: string;
  /** What the client wants by it. */
  readonly about: string;
  fields(itemId: string): object;
}

const oneItem = (itemId: string): object => ({ item_id: itemId });

export const CALLS: readonly Call[] = [
  {
    path: '/link/token/create',
    about: 'A token that opens Link for this Item. The one route that a backend must have.',
    fields: oneItem,
  },
  { path: '/item/get', about: 'How the Item is, and what helps.', fields: oneItem },
  {
    path: '/items/get',
    about: 'The same for several Items at once.',
    fields: (itemId) => ({ item_ids: [itemId] }),
  },
  {
    path: '/item/relinked',
    about:
      'Reports that the user has relinked the Item. The backend then forgets what webhooks announced, so report only what happened.',
    fields: oneItem,
  },
  {
    path: '/item/public_token/create',
    about: 'A public token, for apps that still open Link with a public key.',
    fields: oneItem,
  },
];
