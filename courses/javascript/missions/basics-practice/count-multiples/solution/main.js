function countMultiples(limit, step) {
  let count = 0;
  for (let i = 1; i <= limit; i++) {
    if (i % step === 0) {
      count++;
    }
  }
  return count;
}
