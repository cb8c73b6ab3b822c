function ranking(players) {
  return players
    .sort((a, b) => b.score > a.score)
    .map((player, i) => ({ place: i + 1, name: player.name, score: player.score }));
}
