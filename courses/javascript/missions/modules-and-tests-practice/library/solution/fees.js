const DAY = 86_400_000;

function readDate(text) {
  const date = new Date(text + "T00:00:00Z");
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== text) {
    throw new RangeError(`날짜가 아닙니다: ${text}`);
  }
  return date.getTime();
}

export function lateDays(due, returned) {
  return Math.max(0, (readDate(returned) - readDate(due)) / DAY);
}

export function lateFee(days) {
  const cheap = Math.min(days, 3);
  return Math.min(5000, cheap * 100 + (days - cheap) * 300);
}
