const form = document.querySelector("#join");
const password = document.querySelector("#pw");
const again = document.querySelector("#again");
const done = document.querySelector("#done");

function mark(input, error) {
  document.querySelector(`#${input.id}-error`).textContent = error;
  input.setAttribute("aria-invalid", String(error !== ""));
  return error !== "";
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const length = password.value.length;
  const short = mark(password, length < 8 ? `${length}글자입니다. 여덟 글자 이상이어야 합니다` : "");
  const different = mark(again, again.value === password.value ? "" : "비밀번호가 서로 다릅니다");
  done.hidden = short || different;
  if (short) {
    password.focus();
  } else if (different) {
    again.focus();
  } else {
    form.reset();
  }
});
