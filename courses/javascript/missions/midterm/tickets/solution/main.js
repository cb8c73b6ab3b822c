const input = require('fs').readFileSync(0, 'utf8');
const ages = input.trim().split("\n").map((line) => Number(line));

function fee(age) {
  if (age <= 6) {
    return 0;
  }
  if (age <= 18) {
    return 2000;
  }
  if (age <= 64) {
    return 5000;
  }
  return 3000;
}

let total = 0;
for (const age of ages) {
  total += fee(age);
}
if (ages.length >= 10) {
  total = total * 8 / 10;
}

console.log(`${ages.length}명`);
console.log(`${total}원`);
