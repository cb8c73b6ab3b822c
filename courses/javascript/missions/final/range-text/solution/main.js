function compress(pages) {
  const sorted = [...new Set(pages)].sort((a, b) => a - b);
  const groups = [];
  for (const page of sorted) {
    const last = groups.at(-1);
    if (last !== undefined && last.at(-1) === page - 1) {
      last.push(page);
    } else {
      groups.push([page]);
    }
  }
  return groups
    .map((group) => (group.length >= 3 ? `${group[0]}-${group.at(-1)}` : group.join(", ")))
    .join(", ");
}

function expand(text) {
  if (text.trim() === "") {
    return [];
  }
  const pages = new Set();
  for (const part of text.split(",")) {
    const found = part.trim().match(/^(\d+)(?:-(\d+))?$/);
    if (found === null) {
      throw new RangeError(part);
    }
    const first = Number(found[1]);
    const last = Number(found[2] ?? found[1]);
    if (first > last) {
      throw new RangeError(part);
    }
    for (let page = first; page <= last; page++) {
      pages.add(page);
    }
  }
  return [...pages].sort((a, b) => a - b);
}
