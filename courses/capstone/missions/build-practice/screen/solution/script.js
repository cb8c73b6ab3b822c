const ROOMS = [
  { id: 1, name: "합주실 A", rate: 20000 },
  { id: 2, name: "피아노실", rate: 12000 },
  { id: 3, name: "드럼실", rate: 15500 },
];
const taken = new Set([3]);

const form = document.querySelector("#booking");
const room = document.querySelector("#room");
const hours = document.querySelector("#hours");
const team = document.querySelector("#team");
const price = document.querySelector("#price");
const error = document.querySelector("#error");
const list = document.querySelector("#list");

for (const { id, name } of ROOMS) {
  const option = document.createElement("option");
  option.value = id;
  option.textContent = name;
  room.append(option);
}

function chosen() {
  return ROOMS.find(({ id }) => id === Number(room.value));
}

function length() {
  return /^[1-6]$/.test(hours.value) ? Number(hours.value) : null;
}

function showPrice() {
  const count = length();
  price.textContent = count === null ? "" : `${(chosen().rate * count).toLocaleString("ko")}원`;
}

function problem() {
  if (length() === null) return "시간은 1부터 6까지입니다";
  if (team.value.trim() === "") return "팀 이름을 적어 주세요";
  if (taken.has(chosen().id)) return "이미 예약된 방입니다";
  return "";
}

form.addEventListener("input", showPrice);
form.addEventListener("change", showPrice);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  error.textContent = problem();
  if (error.textContent !== "") return;

  const item = document.createElement("li");
  item.textContent = `${chosen().name}, ${length()}시간, ${team.value.trim()}`;
  list.append(item);
  taken.add(chosen().id);
  team.value = "";
});
showPrice();
