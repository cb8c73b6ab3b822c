const form = document.querySelector("#add");
const input = document.querySelector("#name");
const list = document.querySelector("#list");

let items = [];
