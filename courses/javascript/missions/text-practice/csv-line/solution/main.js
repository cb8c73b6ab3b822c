function parseLine(line) {
  const cells = [];
  let i = 0;
  while (true) {
    let cell = "";
    if (line[i] === '"') {
      i += 1;
      while (true) {
        if (i >= line.length) {
          throw new Error("잘못된 줄");
        }
        if (line[i] === '"' && line[i + 1] === '"') {
          cell += '"';
          i += 2;
        } else if (line[i] === '"') {
          i += 1;
          break;
        } else {
          cell += line[i];
          i += 1;
        }
      }
      if (i < line.length && line[i] !== ",") {
        throw new Error("잘못된 줄");
      }
    } else {
      while (i < line.length && line[i] !== ",") {
        cell += line[i];
        i += 1;
      }
    }
    cells.push(cell);
    if (i >= line.length) {
      return cells;
    }
    i += 1;
  }
}
