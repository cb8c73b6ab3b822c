function ranking(players) {
  const sorted = players
    .map(({ name, score = 0, time }) => ({ name, score, time }))
    .sort((a, b) => b.score - a.score || a.time - b.time || (a.name < b.name ? -1 : 1));

  let place = 1;
  return sorted.map((player, i) => {
    const before = sorted[i - 1];
    if (before === undefined || before.score !== player.score || before.time !== player.time) {
      place = i + 1;
    }
    return { place, name: player.name, score: player.score };
  });
}
