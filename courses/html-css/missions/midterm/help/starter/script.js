const more = document.querySelector("#more");
