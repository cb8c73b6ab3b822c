export function groupByTeam(members) {
  const teams = {};
  for (const { name, team } of members) {
    teams[team] ??= [];
    teams[team].push(name);
  }
  return teams;
}

export function biggestTeam(members) {
  let biggest = null;
  let size = 0;
  for (const [team, names] of Object.entries(groupByTeam(members))) {
    if (names.length > size) {
      biggest = team;
      size = names.length;
    }
  }
  return biggest;
}
