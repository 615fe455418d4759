import { useEffect, useState } from 'react';
import { fetchToken } from '../speed/least.js';
import { Shown, start } from './show.jsx';

start(({ itemId }) => {
  const [token, setToken] = useState(null);
  useEffect(() => {
    void fetchToken(itemId).then(setToken);
  }, [itemId]);
  return <Shown token={token} />;
});
