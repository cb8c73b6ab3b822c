const seats = document.querySelector("#seats");
