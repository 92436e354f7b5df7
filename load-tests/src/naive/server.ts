import { RegisterShelter } from '@abri/contracts/capacity-api';
import { RequestPlacement } from '@abri/contracts/matching-api';
import express from 'express';
import mongoose from 'mongoose';
import { z } from 'zod';
import { book, countBookings, empty } from './booking.js';
import { Booking, naiveShelter, Shelter } from './models.js';

// The baseline: one express service over mongoose that asks the database for the best shelter and saves it back.
async function main(): Promise<void> {
  await mongoose.connect(process.env.MONGODB_URI ?? '', { dbName: 'abri_load_naive', writeConcern: { w: 'majority' } });
  const app = express().use(express.json({ limit: '20mb' }));
  app.put('/shelters', async (req, res) => {
    await Promise.all([Shelter.deleteMany({}), Booking.deleteMany({})]);
    await Shelter.insertMany(z.array(RegisterShelter).parse(req.body).map(naiveShelter));
    res.status(204).end();
  });
  app.post('/placements', async (req, res) => {
    res.status(201).json({ status: await book(RequestPlacement.parse(req.body)) });
  });
  app.get('/bookings', async (_req, res) => void res.json(await countBookings()));
  app.delete('/bookings', async (_req, res) => {
    await empty();
    res.status(204).end();
  });
  const server = app.listen(Number(process.env.PORT), '127.0.0.1');
  process.once('SIGTERM', () => {
    server.close();
    server.closeAllConnections();
    void mongoose.disconnect();
  });
}

void main();
