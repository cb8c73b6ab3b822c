const BOOKS = ["별을 세는 밤", "처음 만나는 SQL", "SQL로 읽는 세상", "골목의 빵집", "바다 건너 편지"];

const word = document.querySelector("#word");
const status = document.querySelector("#status");
const result = document.querySelector("#result");

let timer;

function show(books, text) {
  status.textContent = text;
  result.replaceChildren(...books.map((title) => {
    const item = document.createElement("li");
    item.textContent = title;
    return item;
  }));
}

function find() {
  const wanted = word.value.trim();
  if (wanted === "") {
    show([], "");
    return;
  }
  console.log("찾기: " + wanted);
  const books = BOOKS.filter((title) => title.toLowerCase().includes(wanted.toLowerCase()));
  show(books, books.length > 0 ? `${books.length}권` : "찾는 책이 없습니다");
}

word.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(find, 300);
});

word.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    clearTimeout(timer);
    word.value = "";
    show([], "");
  }
});
