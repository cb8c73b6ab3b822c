const button = document.querySelector("#theme");
const root = document.documentElement;

function apply(theme) {
  root.dataset.theme = theme;
  button.setAttribute("aria-pressed", String(theme === "dark"));
}

const saved = localStorage.getItem("theme");
if (saved) {
  apply(saved);
}

button.addEventListener("click", () => {
  const theme = root.dataset.theme === "dark" ? "light" : "dark";
  apply(theme);
  localStorage.setItem("theme", theme);
});
