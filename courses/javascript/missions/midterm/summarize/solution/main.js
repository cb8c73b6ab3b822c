function summarize(scores) {
  let max = null;
  let min = null;
  for (const score of scores) {
    if (max === null || score > max) {
      max = score;
    }
    if (min === null || score < min) {
      min = score;
    }
  }
  const passed = scores.filter((score) => score >= 60);
  return { count: scores.length, max, min, passed };
}
