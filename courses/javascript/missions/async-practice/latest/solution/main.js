export function latestOnly(search, show) {
  let latest = 0;
  return async (word) => {
    latest += 1;
    const mine = latest;
    try {
      const answer = await search(word);
      if (mine !== latest) {
        return false;
      }
      show(word, answer);
      return true;
    } catch (error) {
      if (mine !== latest) {
        return false;
      }
      throw error;
    }
  };
}
