import express from 'express';
import { toNodeHandler } from 'react-plaid-relink/server';
import { itemsOf, signIn, userOf } from './database.ts';
import { relink } from './relink.ts';
import { connectTwoBanks } from './sandbox.ts';

const app = express();
// `use` and not `post`: the handler answers other methods too.
app.use('/api/plaid', toNodeHandler(relink));

app.get('/api/items', (request, response) => {
  const user = userOf(request.headers.cookie);
  if (user) response.json(itemsOf(user.id));
  else response.status(401).json({ error: 'Sign in first.' });
});

// For the example only: your app asks for a password here, counts wrong ones, and sends the cookie over HTTPS only
// (`secure: true`). examples/next does all of that.
app.post('/api/session', async (request, response) => {
  // Browsers set this header, and no page can. Another site must not sign the user in to an account of its own.
  if (!['same-origin', undefined].includes(request.get('sec-fetch-site'))) {
    response.status(403).json({ error: 'Sign in on our own page.' });
    return;
  }
  const { id, session, maxAge } = signIn();
  await connectTwoBanks(id);
  response.cookie('session', session, { httpOnly: true, sameSite: 'strict', maxAge }).json({});
});

app.listen(Number(process.env.API_PORT ?? 3001), '127.0.0.1');
