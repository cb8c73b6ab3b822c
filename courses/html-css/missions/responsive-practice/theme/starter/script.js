const button = document.querySelector("#theme");
