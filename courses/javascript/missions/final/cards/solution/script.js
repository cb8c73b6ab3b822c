const CARDS = [
  { word: "branch", meaning: "가지" },
  { word: "merge", meaning: "합치기" },
  { word: "commit", meaning: "남기기" },
];

const find = (id) => document.querySelector("#" + id);
let cards = [...CARDS];
let index = 0;
let open = false;

function draw() {
  const empty = cards.length === 0;
  find("card").hidden = empty;
  find("done").hidden = !empty;
  for (const id of ["prev", "next", "known"]) {
    find(id).disabled = empty;
  }
  find("now").textContent = empty ? 0 : index + 1;
  find("all").textContent = cards.length;
  find("word").textContent = empty ? "" : cards[index].word;
  find("meaning").textContent = empty ? "" : cards[index].meaning;
  find("meaning").hidden = !open;
  find("word").setAttribute("aria-expanded", String(open));
}

function move(step) {
  if (cards.length > 0) {
    index = (index + step + cards.length) % cards.length;
    open = false;
    draw();
  }
}

find("word").addEventListener("click", () => {
  open = !open;
  draw();
});
find("next").addEventListener("click", () => move(1));
find("prev").addEventListener("click", () => move(-1));
find("known").addEventListener("click", () => {
  cards = cards.filter((_, i) => i !== index);
  index = index >= cards.length ? 0 : index;
  open = false;
  draw();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "ArrowRight") move(1);
  if (event.key === "ArrowLeft") move(-1);
});
draw();
