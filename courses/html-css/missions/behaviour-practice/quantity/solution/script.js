const PRICE = 13000;
let count = 1;

const minus = document.querySelector("#minus");
const plus = document.querySelector("#plus");

function draw() {
  document.querySelector("#count").textContent = count;
  document.querySelector("#total").textContent = count * PRICE;
  minus.disabled = count === 1;
}

plus.addEventListener("click", () => {
  count += 1;
  draw();
});

minus.addEventListener("click", () => {
  count = Math.max(1, count - 1);
  draw();
});

draw();
