export function draw(people, count, random) {
  people.sort(() => Math.random() - 0.5);
  return people.slice(0, count);
}
