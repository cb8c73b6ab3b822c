const PLOTS = [
  { id: 1, name: "해바라기", area: 10, taken: false },
  { id: 2, name: "감자", area: 8, taken: true },
  { id: 3, name: "<i>상추</i>", area: 5, taken: false },
];

const onlyFree = document.querySelector("#only-free");
const list = document.querySelector("#plots");
const empty = document.querySelector("#empty");
const chosen = document.querySelector("#chosen");
const reserve = document.querySelector("#reserve");
let picked = null;

function row(plot) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = `${plot.name} ${plot.area}㎡`;
  button.disabled = plot.taken;
  button.setAttribute("aria-pressed", String(plot === picked));
  button.addEventListener("click", () => {
    picked = plot === picked ? null : plot;
    draw();
  });
  const item = document.createElement("li");
  item.append(button);
  return item;
}

function draw() {
  const shown = PLOTS.filter((plot) => !(onlyFree.checked && plot.taken));
  list.replaceChildren(...shown.map(row));
  empty.textContent = shown.length === 0 ? "빈 밭이 없습니다" : "";
  chosen.textContent = picked === null ? "" : `${picked.name}를 골랐습니다`;
  reserve.disabled = picked === null;
}

onlyFree.addEventListener("change", draw);
reserve.addEventListener("click", () => {
  picked.taken = true;
  picked = null;
  draw();
});
draw();
