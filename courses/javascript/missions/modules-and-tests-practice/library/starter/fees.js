export function lateDays(due, returned) {
  return 0;
}

export function lateFee(days) {
  return days * 100;
}
