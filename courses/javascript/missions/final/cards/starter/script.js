const CARDS = [
  { word: "branch", meaning: "가지" },
  { word: "merge", meaning: "합치기" },
  { word: "commit", meaning: "남기기" },
];

document.querySelector("#word").textContent = CARDS[0].word;
