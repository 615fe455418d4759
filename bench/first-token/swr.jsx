import useSWR from 'swr';
import { fetchToken } from '../speed/least.js';
import { Shown, start } from './show.jsx';

start(({ itemId }) => {
  const { data } = useSWR(['link token', itemId], () => fetchToken(itemId));
  return <Shown token={data} />;
});
