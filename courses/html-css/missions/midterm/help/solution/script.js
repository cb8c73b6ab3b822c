const more = document.querySelector("#more");
const answer = document.querySelector("#answer");
const find = document.querySelector("#find");
const none = document.querySelector("#none");

more.addEventListener("click", () => {
  answer.hidden = !answer.hidden;
  more.setAttribute("aria-expanded", String(!answer.hidden));
});

find.addEventListener("input", () => {
  const word = find.value.trim();
  let shown = 0;
  for (const item of document.querySelectorAll("#topics li")) {
    item.hidden = !item.textContent.includes(word);
    shown += item.hidden ? 0 : 1;
  }
  none.hidden = shown > 0;
});
