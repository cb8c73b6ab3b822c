const ROOMS = [
  { id: 1, name: "합주실 A", rate: 20000 },
  { id: 2, name: "피아노실", rate: 12000 },
  { id: 3, name: "드럼실", rate: 15500 },
];
const taken = new Set([3]);

// TODO: 방을 채우고, 요금을 보여 주고, 예약을 처리하세요.
