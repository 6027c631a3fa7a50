import { type RawBuilder, sql } from 'kysely'
import type { Backend, Trx } from './dialects/dialect.ts'
import { type Claim, type ClaimRequest, LostLeaseError } from './store.ts'

/** Tables whose rows are work. */
type Claimable = 'feeds' | 'subscriptions' | 'deliveries'

/** True for rows that nobody holds now. */
export const unclaimed = (now: Date): RawBuilder<boolean> =>
  sql<boolean>`(lease_until is null or lease_until <= ${now.getTime()})`

/**
 * Takes the rows that `due` selects (ids, in order, limited) for `request.owner`. `also` sets further columns; it sees the row as it was.
 * Rows that another process is claiming at this moment are skipped, not waited for.
 */
export async function claimRows(
  trx: Trx,
  backend: Backend,
  table: Claimable,
  due: RawBuilder<unknown>,
  request: ClaimRequest,
  also: RawBuilder<unknown> = sql``,
): Promise<Map<string, Claim>> {
  const until = request.now.getTime() + request.leaseSeconds * 1000
  const { rows } = await sql<{ id: string; lease_token: number }>`
    update ${sql.table(table)}
    set lease_owner = ${request.owner}, lease_until = ${until}, lease_token = lease_token + 1 ${also}
    where id in (${due} limit ${request.limit} ${backend.skipLocked})
    returning id, lease_token`.execute(trx)
  return new Map(rows.map((row) => [row.id, { owner: request.owner, token: row.lease_token, until: new Date(until) }]))
}

/**
 * Releases a claim, first thing in the transaction that writes its result: the row stays locked until that ends, and a holder whose
 * work was taken over gets {@link LostLeaseError} before anything is written. An expired lease that nobody took over is still good.
 */
export async function releaseClaim(trx: Trx, table: Claimable, id: string, claim: Claim): Promise<void> {
  await fence(trx, table, id, claim, sql`lease_owner = null, lease_until = null`)
}

/** Locks a claimed row for a write in the middle of its work; the claim goes on. Throws {@link LostLeaseError}. */
export async function holdClaim(trx: Trx, table: Claimable, id: string, claim: Claim): Promise<void> {
  await fence(trx, table, id, claim, sql`lease_owner = lease_owner`)
}

async function fence(trx: Trx, table: Claimable, id: string, claim: Claim, set: RawBuilder<unknown>): Promise<void> {
  const { numAffectedRows } = await sql`
    update ${sql.table(table)} set ${set}
    where id = ${id} and lease_owner = ${claim.owner} and lease_token = ${claim.token}`.execute(trx)
  if (numAffectedRows !== 1n) {
    throw new LostLeaseError(
      `${claim.owner} no longer holds ${table}/${id}: it was taken over after ${claim.until.toISOString()} or removed. Its result was not written.`,
    )
  }
}
