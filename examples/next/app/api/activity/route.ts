import { countStep, parseActivity, saveActivity } from '@/lib/activity';
import { isItemOfUser } from '@/lib/items';
import { isSameOrigin } from '@/lib/same-origin';
import { userOf } from '@/lib/session';

/** An activity has some 500. */
const MAX_BYTES = 4_096;

const answer = (status: number): Response => new Response(null, { status });

/** Keeps what `onActivity` of the page tells: lib/send-activity sends it. */
export async function POST(request: Request): Promise<Response> {
  if (!isSameOrigin(request)) return answer(403);
  const user = await userOf(request);
  if (!user) return answer(401);
  if (!(await countStep(user.id))) return answer(429);
  const text = await readText(request);
  if (text === null) return answer(413);
  const activity = parseActivity(text);
  if (!activity) return answer(400);
  // Another user's Item has the same answer as one that there is not.
  if (!(await isItemOfUser(activity.itemId, user.id))) return answer(404);
  await saveActivity(user.id, activity);
  return answer(204);
}

/** Null for a body that is too long. Not all of it is read. */
async function readText(request: Request): Promise<string | null> {
  const decoder = new TextDecoder();
  let [text, bytes] = ['', 0];
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > MAX_BYTES) return null;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
