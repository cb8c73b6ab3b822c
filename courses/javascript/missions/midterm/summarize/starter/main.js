function summarize(scores) {
  // 최고점과 최저점, 통과한 점수를 구해 채우세요.
  return { count: scores.length, max: null, min: null };
}
