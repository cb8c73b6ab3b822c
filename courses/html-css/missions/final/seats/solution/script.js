const seats = document.querySelector("#seats");
const status = document.querySelector("#status");
const clear = document.querySelector("#clear");
const buttons = [...seats.querySelectorAll("button")];
const chosen = new Set();

function draw() {
  for (const button of buttons) {
    button.setAttribute("aria-pressed", String(chosen.has(button)));
  }
  const names = buttons.filter((button) => chosen.has(button)).map((button) => button.textContent);
  status.textContent = names.length > 0 ? `${names.length}자리: ${names.join(", ")}` : "고른 자리가 없습니다";
  clear.disabled = names.length === 0;
}

seats.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) {
    return;
  }
  if (chosen.has(button)) {
    chosen.delete(button);
  } else if (chosen.size === 3) {
    status.textContent = "세 자리까지 고를 수 있습니다";
    return;
  } else {
    chosen.add(button);
  }
  draw();
});

clear.addEventListener("click", () => {
  chosen.clear();
  draw();
});
