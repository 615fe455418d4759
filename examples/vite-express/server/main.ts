import express from 'express';
import { toNodeHandler } from 'react-plaid-relink/server';
import { relink } from './relink.ts';
import { getUser, itemsOfUser, signIn } from './your-app.ts';

const app = express();
// `use` and not `post`: the handler answers other methods too.
app.use('/api/plaid', toNodeHandler(relink));

app.get('/api/banks', (request, response) => {
  const user = getUser(request.headers.cookie);
  response.json(user && { userId: user.id, items: itemsOfUser(user.id) });
});

app.post('/api/session', (_request, response) => {
  const secure = process.env.NODE_ENV === 'production';
  response.cookie('session', signIn(), { httpOnly: true, sameSite: 'lax', secure }).json({});
});

const port = Number(process.env.API_PORT ?? 3001);
app.listen(port, '127.0.0.1', (error) => {
  if (error) throw error;
  console.log(`The API is running on http://127.0.0.1:${port}.`);
});
