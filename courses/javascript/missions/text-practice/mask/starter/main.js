function mask(text) {
  return text.replace(/\d{4}/, "****");
}
