const form = document.querySelector("#add");
const input = document.querySelector("#title");
const list = document.querySelector("#books");

function count() {
  document.querySelector("#left").textContent = list.querySelectorAll("li:not(.done)").length;
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const title = input.value.trim();
  if (title !== "") {
    const item = document.createElement("li");
    item.textContent = title;
    list.append(item);
  }
  form.reset();
  count();
});

list.addEventListener("click", (event) => {
  const item = event.target.closest("li");
  if (item) {
    item.classList.toggle("done");
    count();
  }
});
