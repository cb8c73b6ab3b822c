const input = require('fs').readFileSync(0, 'utf8');

const stock = {};
for (const line of input.trim().split("\n")) {
  const [command, name, amount] = line.trim().split(" ");
  // 명령에 따라 재고를 바꾸세요. amount는 아직 문자열입니다.
}

for (const [name, count] of Object.entries(stock)) {
  console.log(`${name} ${count}`);
}
