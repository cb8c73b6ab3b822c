const input = require('fs').readFileSync(0, 'utf8');

for (const line of input.trim().split("\n")) {
  const [time, name, kind] = line.split(" ");
  console.log(name, time, kind);
}
