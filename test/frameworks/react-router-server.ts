import { createServer } from 'node:http';
import { createElement } from 'react';
import { createRequestHandler, type ServerBuild } from 'react-router';
import { toNodeHandler } from 'react-plaid-relink/server';
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
      // The type asks for a component; what makes a resource route is that it has none.
      module: apiPlaid as RouteModule,
    },
  },
  assets: { entry: { imports: [], module: '' }, routes: {}, url: '', version: '' },
  publicPath: '/',
  assetsBuildDirectory: '',
  future: {
    v8_middleware: false,
    v8_passThroughRequests: false,
    v8_trailingSlashAwareDataRequests: false,
  },
  ssr: true,
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- still required by the type
  isSpaMode: false,
  prerender: [],
  routeDiscovery: { mode: 'initial', manifestPath: '/__manifest' },
};

const app = createRequestHandler(build, 'production');
createServer(toNodeHandler((request) => app(request))).listen(
  Number(process.env.PORT),
  '127.0.0.1',
);
