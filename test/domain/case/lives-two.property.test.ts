import { liveManyLives } from './lives.ts';

liveManyLives(2);
