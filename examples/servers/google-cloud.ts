import { http } from '@google-cloud/functions-framework';
import { toNodeHandler } from 'react-plaid-relink/server';
import { handler, webhooks } from './handler.ts';

http('plaid', toNodeHandler(handler));
http('plaidWebhook', toNodeHandler(webhooks));
