function cheapest(items, budget) {
  return items
    .filter((item) => item.price <= budget)
    .sort((a, b) => a.price - b.price)
    .map((item) => item.name);
}
