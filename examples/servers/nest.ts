import { NestFactory } from '@nestjs/core';
import { toNodeHandler } from 'react-plaid-relink/server';
import { handler, webhooks } from './handler.ts';
import { AppModule } from './your-app-module.ts';

const app = await NestFactory.create(AppModule);
// Nest puts its body parsers behind these, with Express and with Fastify.
app.use('/api/plaid', toNodeHandler(handler));
app.use('/api/plaid-webhook', toNodeHandler(webhooks));
await app.listen(Number(process.env.PORT ?? 3000), '127.0.0.1');
