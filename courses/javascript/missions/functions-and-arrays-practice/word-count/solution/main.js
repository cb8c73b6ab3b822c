const input = require('fs').readFileSync(0, 'utf8');
const words = input.trim().split(/\s+/);

const counts = {};
for (const word of words) {
  counts[word] = (counts[word] ?? 0) + 1;
}

for (const [word, count] of Object.entries(counts)) {
  console.log(`${word}: ${count}`);
}
