const input = require('fs').readFileSync(0, 'utf8');
const lines = input.trim().split("\n");
const n = Number(lines[0]);

for (let i = 1; i <= n; i++) {
  const score = Number(lines[i]);
  // 점수에 맞는 학점을 출력하세요.
  console.log(score);
}
