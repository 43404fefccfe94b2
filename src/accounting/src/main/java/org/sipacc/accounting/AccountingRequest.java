package org.sipacc.accounting;

import java.util.Optional;
import java.util.Set;

/**
 * The arguments of {@code do_accounting(type, flags, table)} and of {@code drop_accounting(type,
 * flags)}.
 *
 * @param types the backends to mark; empty only in a drop, where it means all of them
 * @param flags what is wanted beyond the plain transaction; empty in a drop means the backends
 *     altogether
 * @param table the table of the database's base records and CDRs; empty for that of {@code
 *     db_table_acc}, and in every drop
 */
public record AccountingRequest(Set<Backend> types, Set<Flag> flags, Optional<String> table) {
  public AccountingRequest {
    types = Set.copyOf(types);
    flags = Set.copyOf(flags);
  }
}
