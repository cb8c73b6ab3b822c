const input = require('fs').readFileSync(0, 'utf8');
const parts = input.trim().split(" ");

const price = Number(parts[0]);
const count = Number(parts[1]);
const paid = Number(parts[2]);

const total = price * count;
console.log(`합계: ${total}원`);
console.log(`거스름돈: ${paid - total}원`);
