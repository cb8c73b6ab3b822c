const input = require('fs').readFileSync(0, 'utf8');
const words = input.trim().split(/\s+/);

const counts = {};
for (const word of words) {
  // 낱말의 횟수를 counts에 쌓으세요.
}

console.log(words.length);
