/**
 * Keepers without a ledger of their own: batches whose facts are rows of a table, such as notice/<id>. They have rows in `keeper` and `clock` like every
 * other, so that they are taken up, ticked and swept like every other; only what is recorded at their word is their own.
 *
 * The seam: a kind gives one handler. It runs inside the transaction of `record`, answers the receipt and where the keeper stands afterwards (`standingOf`),
 * brings its rows in `keeper` and `clock` up to date itself, and throws `Fault` for a bug. A clock's word comes as `clock/<id>`, as everywhere.
 */
import type pg from 'pg';
import { kindOfKeeper, type KeeperKind, type Recorded, type RecordRequest } from '#workflows/contract.ts';
import { recordNotice } from './notices/keeper.ts';

type Handler = (client: pg.ClientBase, request: RecordRequest) => Promise<Recorded>;

const handlers: Readonly<Partial<Record<KeeperKind, Handler>>> = { notice: recordNotice };

export const handlerOf = (keeper: string): Handler | undefined => handlers[kindOfKeeper(keeper)];

/** Whether the facts of a keeper are its ledger's: all others are not folded from events. */
export const isFolded = (keeper: string): boolean => handlerOf(keeper) === undefined;
