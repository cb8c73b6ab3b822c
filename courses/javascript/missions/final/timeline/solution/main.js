const input = require('fs').readFileSync(0, 'utf8');

const CLOSE = 22 * 60;
const inside = new Map();
const totals = new Map();
let most = 0;
let ignored = 0;

function leave(name, minute) {
  const stayed = Math.max(0, minute - inside.get(name));
  totals.set(name, (totals.get(name) ?? 0) + stayed);
  inside.delete(name);
}

for (const line of input.split("\n")) {
  const found = line.trim().match(/^([01]\d|2[0-3]):([0-5]\d) (.+) (in|out)$/);
  if (found === null) {
    continue;
  }
  const [, hour, minutes, name, kind] = found;
  const minute = Number(hour) * 60 + Number(minutes);
  if ((kind === "in") === inside.has(name)) {
    ignored += 1;
  } else if (kind === "in") {
    inside.set(name, minute);
    most = Math.max(most, inside.size);
  } else {
    leave(name, minute);
  }
}
for (const name of [...inside.keys()]) {
  leave(name, CLOSE);
}

const sorted = [...totals].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
for (const [name, minutes] of sorted) {
  console.log(`${name} ${minutes}분`);
}
console.log(`가장 많을 때 ${most}명`);
console.log(`무시 ${ignored}줄`);
