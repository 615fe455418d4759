import Fastify from 'fastify';
import { toNodeHandler } from 'react-plaid-relink/server';
import { handler, webhooks } from './handler.ts';

const app = Fastify();
const relink = toNodeHandler(handler);
const webhook = toNodeHandler(webhooks);

// In a scope of its own, so that the rest of the app keeps its body parsers.
await app.register((scope, _options, done) => {
  // Fastify reads no body here. The handler gets a stream of any type, and refuses types that it does not accept.
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser('*', (_request, _stream, parsed) => parsed(null));
  scope.all('/api/plaid/*', (request, reply) => {
    reply.hijack();
    return relink(request.raw, reply.raw);
  });
  scope.post('/api/plaid-webhook', (request, reply) => {
    reply.hijack();
    return webhook(request.raw, reply.raw);
  });
  done();
});
await app.listen({ port: Number(process.env.PORT ?? 3000), host: '127.0.0.1' });
