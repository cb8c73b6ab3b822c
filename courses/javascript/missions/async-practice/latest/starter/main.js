export function latestOnly(search, show) {
  return async (word) => {
    const answer = await search(word);
    show(word, answer);
    return true;
  };
}
