// Uses everything that could differ from one run to the next.
console.log(Math.random(), Date.now(), new Date().toString());
const numbers = Array.from({ length: 2000 }, () => Math.floor(Math.random() * 1000));
const counts = new Map();
for (const number of numbers) counts.set(number, (counts.get(number) ?? 0) + 1);
console.log(counts.size, numbers.sort((a, b) => a - b).slice(0, 8).join(" "));
const started = Date.now();
setTimeout(() => console.log(Date.now() - started), 500);
