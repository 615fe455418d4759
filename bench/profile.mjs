/**
 * Where the processor's time of a server goes: `node bench/profile.mjs FILE.cpuprofile`, of `node --cpu-prof`. Prints the
 * share of each part of the program in the time that it was busy, and the functions that take most of it themselves.
 * OWN=1 shows this package's files one by one.
 */
import { readFileSync } from 'node:fs';

const TOP = Number(process.env.TOP ?? 40);

/** The first pattern that fits the place of a function names its part. */
const PARTS = [
  [/^\(idle\)/, null],
  [/^\(garbage collector\)/, 'garbage collection'],
  [/^\(program\)/, 'system calls, and native code of Node'],
  [/dist\/.*\/?(server|core|chunk)[^ ]*/, process.env.OWN ? 'own' : 'react-plaid-relink'],
  [
    /node_modules\/(axios|follow-redirects|form-data|plaid|proxy-from-env)/,
    'the official client (axios)',
  ],
  [/internal\/deps\/undici/, 'Request, Response and Headers (undici)'],
  [/webstreams/, 'Web streams'],
  [/abort_controller|event_target/, 'AbortController and EventTarget'],
  [/internal\/timers|node:timers/, 'timers'],
  [/_http|node:http/, 'node:http'],
  [/node:net|stream_base|node:internal\/streams|node:stream/, 'sockets and Node’s streams'],
  [/url/, 'URL'],
  [/task_queues|process\/promises|async_hooks/, 'queues of tasks'],
  [/node:/, 'other parts of Node'],
  [/bench\//, 'the benchmark itself'],
  [/^\(root\)|native|^\w/, 'built-in functions'],
];

const { nodes, samples, timeDeltas } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const byId = new Map(nodes.map((node) => [node.id, node]));
const parts = new Map();
const functions = new Map();
let busy = 0;

for (const [index, id] of samples.entries()) {
  const us = timeDeltas[index];
  const { functionName, url, lineNumber } = byId.get(id).callFrame;
  const file = url.replace(/^file:\/\/.*?\/(dist|node_modules|bench)\//, '$1/');
  const place = file === '' ? functionName || '(anonymous)' : file;
  const part = PARTS.find(([pattern]) => pattern.test(place))?.[1];
  if (part === null) continue;
  busy += us;
  add(parts, part === 'own' ? file : (part ?? 'other'), us);
  add(functions, `${functionName || '(anonymous)'} ${file}:${lineNumber + 1}`, us);
}

function add(map, key, us) {
  map.set(key, (map.get(key) ?? 0) + us);
}

function print(title, map, count = map.size) {
  console.log(`\n| ${title} | share |\n|---|---|`);
  const sorted = [...map].sort(([, a], [, b]) => b - a).slice(0, count);
  for (const [name, us] of sorted) console.log(`| ${name} | ${((us / busy) * 100).toFixed(1)} % |`);
}

console.log(`busy for ${Math.round(busy / 1000)} ms`);
print('part', parts);
print('function', functions, TOP);
