const input = require('fs').readFileSync(0, 'utf8');
const lines = input.trim().split("\n");
const n = Number(lines[0]);

let passed = 0;
for (let i = 1; i <= n; i++) {
  const score = Number(lines[i]);
  if (score >= 90) {
    console.log("A");
  } else if (score >= 80) {
    console.log("B");
  } else if (score >= 60) {
    console.log("C");
  } else {
    console.log("F");
  }
  if (score >= 60) {
    passed++;
  }
}
console.log(`통과: ${passed}명`);
