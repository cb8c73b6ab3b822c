export function update(cart, action) {
  if (action.type === "add") {
    cart.items.push({ ...action.item, count: 1 });
  }
  return cart;
}
