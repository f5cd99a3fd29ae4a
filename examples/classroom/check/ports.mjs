// check: which port of this machine is free, and stays so until a server takes it?

import { once } from 'node:events';
import { createServer } from 'node:net';

// Below the ports Linux gives to whoever connects somewhere: a browser beside us cannot take one between our look and its use.
// And above 10080, which every browser and fetch() refuse by their standard.
const first = 10_081, last = 32_000;

export async function freePort() {
  for (;;) {
    const port = first + Math.floor(Math.random() * (last - first));
    const probe = createServer().listen(port, '127.0.0.1');
    try {
      await once(probe, 'listening');
    } catch {
      continue;  // somebody listens there
    }
    probe.close();
    await once(probe, 'close');
    return port;
  }
}
