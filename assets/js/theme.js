// Sets the theme before the first paint: a small blocking script in <head>.
// The choice lives in the cookie `theme` (light, dark or auto), which the
// server reads too; without JavaScript the system's preference decides.
(function () {
  "use strict";
  var root = document.documentElement;
  var dark = matchMedia("(prefers-color-scheme: dark)");
  function chosen() {
    var match = /(?:^|; )theme=(light|dark)(?:;|$)/.exec(document.cookie);
    return match ? match[1] : "auto";
  }
  function apply() {
    var theme = chosen();
    root.setAttribute("data-bs-theme", theme === "auto" ? (dark.matches ? "dark" : "light") : theme);
    root.setAttribute("data-theme-choice", theme);
  }
  root.classList.add("js");
  apply();
  dark.addEventListener("change", apply);
  window.weaverseTheme = {
    get: function () { return root.getAttribute("data-bs-theme"); },
    set: function (theme) {
      document.cookie = "theme=" + theme + ";path=/;max-age=31536000;samesite=lax" + (location.protocol === "https:" ? ";secure" : "");
      apply();
    },
  };
})();
