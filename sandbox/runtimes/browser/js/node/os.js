export const availableParallelism = () => 1;
export const cpus = () => [{}];
