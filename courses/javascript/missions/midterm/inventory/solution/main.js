const input = require('fs').readFileSync(0, 'utf8');

const stock = {};
for (const line of input.trim().split("\n")) {
  const [command, name, amount] = line.trim().split(" ");
  const count = Number(amount);
  const now = stock[name] ?? 0;
  if (command === "in") {
    stock[name] = now + count;
  } else if (now < count) {
    console.log(`재고 부족: ${name}`);
  } else {
    stock[name] = now - count;
  }
}

for (const [name, count] of Object.entries(stock)) {
  console.log(`${name} ${count}`);
}
