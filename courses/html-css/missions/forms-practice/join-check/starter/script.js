const form = document.querySelector("#join");
