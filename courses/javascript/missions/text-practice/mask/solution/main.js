function mask(text) {
  return text
    .replace(/(?<!\d)010-(\d{3,4})-(\d{4})(?!\d)/g, (_, middle, last) => `010-${"*".repeat(middle.length)}-${last}`)
    .replace(/([A-Za-z0-9._-])([A-Za-z0-9._-]*)(@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)/g, (_, first, rest, domain) => first + "*".repeat(rest.length) + domain);
}
