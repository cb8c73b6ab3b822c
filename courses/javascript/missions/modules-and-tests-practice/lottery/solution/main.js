export function draw(people, count, random = Math.random) {
  if (!Number.isInteger(count) || count < 0 || count > people.length) {
    throw new RangeError(`뽑을 수 없는 수입니다: ${count}`);
  }
  const left = [...people];
  const chosen = [];
  for (let i = 0; i < count; i++) {
    const [person] = left.splice(Math.floor(random() * left.length), 1);
    chosen.push(person);
  }
  return chosen;
}
