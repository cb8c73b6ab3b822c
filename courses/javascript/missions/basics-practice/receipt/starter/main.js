const input = require('fs').readFileSync(0, 'utf8');
const parts = input.trim().split(" ");

const price = Number(parts[0]);
// 개수와 낸 돈도 수로 바꾸어 담으세요.

console.log(`합계: ${price}원`);
