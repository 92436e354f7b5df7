import { createServer } from 'node:http';
import { MongoClient } from 'mongodb';

// The least that a durable answer can cost: bare node:http, one findOneAndUpdate by _id, no rule, no check, no event.
const places = 1_000;

async function main(): Promise<void> {
  const client = await MongoClient.connect(process.env.MONGODB_URI ?? '', { writeConcern: { w: 'majority' } });
  const beds = client.db('abri_load_floor').collection<{ _id: number; taken: number }>('beds');
  await beds.deleteMany({});
  await beds.insertMany(Array.from({ length: places }, (_, _id) => ({ _id, taken: 0 })));
  let next = 0;
  const take = async (request: string) => {
    JSON.parse(request);
    next = (next + 1) % places;
    const bed = await beds.findOneAndUpdate({ _id: next }, { $inc: { taken: 1 } }, { returnDocument: 'after' });
    return JSON.stringify({ bed: bed?._id, status: { state: 'placed' } });
  };

  const server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      take(Buffer.concat(chunks).toString()).then(
        (answer) => res.writeHead(201, { 'content-type': 'application/json' }).end(answer),
        () => res.writeHead(500).end(),
      );
    });
  });
  server.listen(Number(process.env.PORT), '127.0.0.1');
  process.once('SIGTERM', () => {
    server.close();
    server.closeAllConnections();
    void client.close();
  });
}

void main();
