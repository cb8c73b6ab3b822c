const form = document.querySelector("#add");
const input = document.querySelector("#name");
const list = document.querySelector("#list");
const left = document.querySelector("#left");
const clear = document.querySelector("#clear");

let items = [];

function draw() {
  list.replaceChildren(...items.map(({ name, done }, i) => {
    const li = document.createElement("li");
    li.dataset.index = i;
    li.classList.toggle("done", done);
    const text = document.createElement("span");
    text.className = "name";
    text.textContent = name;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "delete";
    button.textContent = "지우기";
    li.append(text, button);
    return li;
  }));
  left.textContent = items.filter((item) => !item.done).length;
  clear.disabled = !items.some((item) => item.done);
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const name = input.value.trim();
  input.value = "";
  if (name === "" || items.some((item) => item.name === name)) {
    return;
  }
  items = [...items, { name, done: false }];
  draw();
});

list.addEventListener("click", (event) => {
  const li = event.target.closest("li");
  if (!li) {
    return;
  }
  const index = Number(li.dataset.index);
  if (event.target.closest(".delete")) {
    items = items.filter((_, i) => i !== index);
  } else if (event.target.closest(".name")) {
    items = items.map((item, i) => (i === index ? { ...item, done: !item.done } : item));
  }
  draw();
});

clear.addEventListener("click", () => {
  items = items.filter((item) => !item.done);
  draw();
});
