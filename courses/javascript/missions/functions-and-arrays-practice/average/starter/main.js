function average(scores) {
  let total = 0;
  // 모두 더한 다음 개수로 나누세요. 빈 배열도 생각하세요.

  return total;
}
