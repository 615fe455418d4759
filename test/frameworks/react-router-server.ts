import { createServer } from 'node:http';
import { createElement } from 'react';
import { createRequestHandler, type ActionFunctionArgs, type ServerBuild } from 'react-router';
import { toNodeHandler } from 'react-plaid-relink/server';
import { webhooks } from '../../examples/servers/handler.ts';
import * as apiPlaid from '../../examples/servers/react-router.ts';

type RouteModule = NonNullable<ServerBuild['routes'][string]>['module'];

/** What `react-router build` makes of an app that has app/root.tsx and app/routes/api.plaid.$.ts. */
const build: ServerBuild = {
  entry: { module: { default: () => new Response('a page', { status: 200 }) } },
  routes: {
    root: { id: 'root', path: '', module: { default: () => createElement('html') } },
    'routes/api.plaid.$': {
      id: 'routes/api.plaid.$',
      parentId: 'root',
      path: 'api/plaid/*',
      // A resource route has no component, which the type does not know.
      module: apiPlaid as RouteModule,
    },
    'routes/api.plaid-webhook': {
      id: 'routes/api.plaid-webhook',
      parentId: 'root',
      path: 'api/plaid-webhook',
      module: {
        action: ({ request }: ActionFunctionArgs) => webhooks(request),
      } as RouteModule,
    },
  },
  assets: { entry: { imports: [], module: '' }, routes: {}, url: '', version: '' },
  publicPath: '/',
  assetsBuildDirectory: '',
  future: {
    v8_passThroughRequests: false,
    v8_trailingSlashAwareDataRequests: false,
    v8_middleware: false,
  },
  ssr: true,
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- The type requires it still.
  isSpaMode: false,
  prerender: [],
  routeDiscovery: { mode: 'initial', manifestPath: '/__manifest' },
};

const app = createRequestHandler(build, 'production');
const handler = toNodeHandler((request) => app(request));
createServer((incoming, outgoing) => void handler(incoming, outgoing)).listen(
  Number(process.env.PORT),
  '127.0.0.1',
);
