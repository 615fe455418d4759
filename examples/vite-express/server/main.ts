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

// Your app asks for a password here.
app.post('/api/session', async (_request, response) => {
  const user = signIn();
  await connectTwoBanks(user.id);
  response.cookie('session', user.session, { httpOnly: true, sameSite: 'strict' }).json({});
});

app.listen(Number(process.env.API_PORT ?? 3001), '127.0.0.1');
