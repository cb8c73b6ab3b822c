function mergeSettings(base, changes, remove) {
  return { ...base, ...changes };
}
