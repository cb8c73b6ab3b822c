const total = document.querySelector("#total");
const people = document.querySelector("#people");

document.querySelector("#each").textContent = total.value / people.value;
