const form = document.querySelector("#trip");
const total = document.querySelector("#total");
const people = document.querySelector("#people");
const round = document.querySelector("#round");
const each = document.querySelector("#each");
const message = document.querySelector("#message");

function draw() {
  const sum = Number(total.value);
  const count = Number(people.value);
  const empty = total.value === "";
  const wrong = !empty && (sum < 0 || count < 1 || !Number.isInteger(count));

  message.hidden = !wrong;
  message.textContent = wrong ? "입력을 확인하세요" : "";
  if (empty || wrong) {
    each.textContent = "";
    return;
  }
  const unit = round.checked ? 100 : 1;
  const amount = Math.ceil(sum / count / unit) * unit;
  each.textContent = `한 사람당 ${amount.toLocaleString("ko-KR")}원`;
}

form.addEventListener("input", draw);
form.addEventListener("change", draw);
draw();
