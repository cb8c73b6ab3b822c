const form = document.querySelector("#add");

form.addEventListener("submit", (event) => {
  // 여기를 채우십시오.
});
