let rest = Number(require("fs").readFileSync(0, "utf8"));
const lines = [];
for (const coin of [500, 100, 50, 10]) {
  lines.push(`${coin}원 ${Math.floor(rest / coin)}개`);
  rest %= coin;
}
console.log(lines.join("\n"));
