export async function runPool(tasks, limit) {
  const values = await Promise.all(tasks.map((task) => task()));
  return values.map((value) => ({ ok: true, value }));
}
