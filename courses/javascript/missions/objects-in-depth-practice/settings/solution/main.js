function isPlain(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function merge(base, changes) {
  const result = { ...base };
  for (const [key, value] of Object.entries(changes)) {
    const both = isPlain(value) && isPlain(result[key]);
    result[key] = both ? merge(result[key], value) : value;
  }
  return result;
}

function without(object, [key, ...rest]) {
  if (!isPlain(object) || !Object.hasOwn(object, key)) {
    return object;
  }
  const { [key]: inside, ...others } = object;
  return rest.length === 0 ? others : { ...object, [key]: without(inside, rest) };
}

function mergeSettings(base, changes, remove = []) {
  let result = merge(base, changes);
  for (const path of remove) {
    result = without(result, path.split("."));
  }
  return result;
}
