/** Where the product of the journeys answers: a port of its own, so that a running `npm start` is not disturbed. */
export const PORT = Number(process.env['JOURNEYS_PORT'] ?? 4337);
export const ADDRESS = `http://localhost:${PORT}`;
