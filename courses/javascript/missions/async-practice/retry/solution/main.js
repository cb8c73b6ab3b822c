const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

export async function retry(task, { times = 3, delay = 100 } = {}) {
  for (let number = 1; ; number++) {
    try {
      return await task(number);
    } catch (error) {
      if (error?.fatal || number >= times) {
        throw error;
      }
    }
    await sleep(delay);
  }
}
