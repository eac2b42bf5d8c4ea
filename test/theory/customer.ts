/** A customer on its way through a queueing system, with what has happened to it so far. */
export interface Customer {
  /** When it came, in nanoseconds. */
  readonly arrived: number;
  /** Time between the customer before it and itself. */
  readonly gap: number;
  /** Service that it has received, at each station of the system. */
  readonly work: readonly number[];
  /** How often it has been served, at each station of the system. */
  readonly visits: readonly number[];
}

/** A customer comes to a station. */
export interface Arrive {
  readonly type: "ARRIVE";
  readonly to: string;
  readonly customer: Customer;
}

/** A customer leaves the system. */
export interface Leave {
  readonly type: "LEAVE";
  readonly customer: Customer;
}

/** A customer that has been served once more at a station. */
export function served(customer: Customer, station: number, work: number): Customer {
  return {
    ...customer,
    work: customer.work.with(station, (customer.work[station] ?? 0) + work),
    visits: customer.visits.with(station, (customer.visits[station] ?? 0) + 1),
  };
}
