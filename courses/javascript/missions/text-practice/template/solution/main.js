const SPECIAL = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function escapeHtml(text) {
  return text.replace(/[&<>"]/g, (letter) => SPECIAL[letter]);
}

function lookUp(data, path) {
  let value = data;
  for (const key of path.split(".")) {
    if (value === null || typeof value !== "object" || !Object.hasOwn(value, key)) {
      return undefined;
    }
    value = value[key];
  }
  return value;
}

function fill(template, data) {
  const hole = /\{\{\{\s*([\w가-힣.]+)\s*\}\}\}|\{\{\s*([\w가-힣.]+)\s*\}\}/g;
  return template.replace(hole, (_, raw, escaped) => {
    const text = String(lookUp(data, raw ?? escaped) ?? "");
    return raw === undefined ? escapeHtml(text) : text;
  });
}
