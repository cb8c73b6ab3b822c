export function makeStampCard(goal) {
  return {
    stamp(day) {},
    count() {},
    isDone() {},
  };
}
