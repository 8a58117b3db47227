#!/bin/sh
# V8 in Node 24.21.0: `map.clear()` takes the entries out of the map, and not out of memory. The former table of the map
# keeps them, and leads to the table that follows. Once one of these tables has reached the old generation, no collection
# of the young generation frees an entry that was cleared later: all are moved into the old generation, until a major
# collection. A new Map in the place of `clear()` frees them.
#
# Seen, in 10 rounds of 100 fills with 10 arrays of 100 numbers each (8 MB in all), young collections after each round:
#   clear(): 9.4 MB in the old generation, -0.0 MB after a major collection
#   a new Map: 0.1 MB in the old generation, 0.0 MB after a major collection
#
# The same holds for the tables that a Map makes anew after many deletions. A server whose map of what is under way lives
# for long pays with longer pauses: each collection of the young generation copies what is long over.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund node@24.21.0
cat > look.mjs <<'JS'
import { getHeapSpaceStatistics } from 'node:v8';

const oldMb = () => getHeapSpaceStatistics().find(({ space_name }) => space_name === 'old_space').space_used_size / 1e6;
const young = () => { for (let i = 0; i < 4; i++) gc({ type: 'minor' }); };
const most = {};
for (const way of ['clear()', 'a new Map']) {
  let map = new Map([['first', 0]]);
  gc();
  young();
  const before = oldMb();
  most[way] = 0;
  for (let round = 0; round < 10; round++) {
    for (let fill = 0; fill < 100; fill++) {
      for (let key = 0; key < 10; key++) map.set(key, new Array(100).fill(round));
      if (way === 'clear()') map.clear();
      else map = new Map();
    }
    young();
    most[way] = Math.max(most[way], oldMb() - before);
  }
  gc();
  console.log(`${way}: ${most[way].toFixed(1)} MB in the old generation, ${(oldMb() - before).toFixed(1)} MB after a major collection`);
}
if (most['clear()'] < 5 || most['a new Map'] > 1) process.exit(1);
JS
node_modules/.bin/node --expose-gc look.mjs
