export function groupByTeam(members) {
  // 팀 이름을 키로 하는 객체를 만드세요.
}

export function biggestTeam(members) {
  // 사람이 가장 많은 팀의 이름을 돌려주세요.
}
