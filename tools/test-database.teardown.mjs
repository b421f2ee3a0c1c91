import fs from 'node:fs';

export default async () => {
  const started = globalThis.__passerellePg;
  if (!started) return;
  await started.pg.stop();
  fs.rmSync(started.dir, { recursive: true, force: true });
};
