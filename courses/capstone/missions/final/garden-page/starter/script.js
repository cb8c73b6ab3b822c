const PLOTS = [
  { id: 1, name: "해바라기", area: 10, taken: false },
  { id: 2, name: "감자", area: 8, taken: true },
  { id: 3, name: "<i>상추</i>", area: 5, taken: false },
];

for (const plot of PLOTS) {
  document.querySelector("#plots").innerHTML += `<li>${plot.name}</li>`;
}
