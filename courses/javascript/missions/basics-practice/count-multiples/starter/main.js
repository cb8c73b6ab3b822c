function countMultiples(limit, step) {
  let count = 0;
  // 1부터 limit까지 살피며 step의 배수를 세세요.

  return count;
}
