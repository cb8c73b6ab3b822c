export function makeStampCard(goal) {
  const days = [];
  return {
    stamp(day) {
      if (days.includes(day)) {
        throw new Error("오늘은 이미 찍었습니다");
      }
      days.push(day);
      return days.length;
    },
    count() {
      return days.length;
    },
    isDone() {
      return days.length >= goal;
    },
  };
}
