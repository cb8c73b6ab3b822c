function compress(pages) {
  return pages.sort().join(", ");
}

function expand(text) {
  return text.split(",").map(Number);
}
