const BOOKS = ["별을 세는 밤", "처음 만나는 SQL", "SQL로 읽는 세상", "골목의 빵집", "바다 건너 편지"];

const word = document.querySelector("#word");
const result = document.querySelector("#result");

word.addEventListener("input", () => {
  console.log("찾기: " + word.value);
});
