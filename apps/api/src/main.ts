import { readConfig } from './config';
import { createApp } from './create-app';
import { sentenceFor } from './database';
import { prepareDatabase } from './prepare-database';

const tell = (message: { doing: string } | { ready: number }): void => {
  if (process.send) process.send(message);
  else console.log('doing' in message ? message.doing : `Passerelle is ready: http://localhost:${message.ready}`);
};

try {
  const config = readConfig(process.env, { serves: true });
  await prepareDatabase(config, (doing) => tell({ doing }));
  const app = await createApp(config);
  // The process that started this one was killed: nobody is left to stop it.
  process.on('disconnect', () => void app.close().finally(() => process.exit(0)));
  await app.listen(config.port, config.host);
  const address = app.getHttpServer().address();
  tell({ ready: typeof address === 'object' && address ? address.port : config.port });
} catch (error) {
  process.stderr.write(`Passerelle: ${sentenceFor(error)}\n`);
  process.exit(1);
}
