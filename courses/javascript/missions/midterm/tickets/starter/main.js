const input = require('fs').readFileSync(0, 'utf8');
const ages = input.trim().split("\n").map((line) => Number(line));

let total = 0;
// 나이마다 입장료를 더하고, 10명 이상이면 깎으세요.

console.log(`${ages.length}명`);
console.log(`${total}원`);
