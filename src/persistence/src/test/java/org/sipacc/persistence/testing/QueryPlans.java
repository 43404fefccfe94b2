package org.sipacc.persistence.testing;

import javax.persistence.EntityManager;
import javax.persistence.TypedQuery;
import org.eclipse.persistence.internal.sessions.AbstractSession;
import org.eclipse.persistence.jpa.JpaQuery;
import org.eclipse.persistence.queries.ReadQuery;
import org.eclipse.persistence.sessions.DatabaseRecord;

/** How a database goes about queries; apart from {@link TestDatabase}, for it needs EclipseLink. */
public final class QueryPlans {
  private QueryPlans() {}

  /** What EXPLAIN says, in one text. */
  public static String of(TestDatabase database, EntityManager em, TypedQuery<?> query) {
    DatabaseRecord arguments = new DatabaseRecord();
    query.getParameters().forEach(p -> arguments.put(p.getName(), query.getParameterValue(p)));
    ReadQuery read = (ReadQuery) query.unwrap(JpaQuery.class).getDatabaseQuery();
    read.setMaxRows(query.getMaxResults());
    String sql = read.getTranslatedSQLString(em.unwrap(AbstractSession.class), arguments);
    return switch (database.dialect()) {
      case POSTGRESQL -> String.join("\n", database.texts("explain " + sql));
      // EclipseLink's text of the statement lacks the limit's two values.
      case MARIADB ->
          String.join(
                  "\n",
                  database.texts("explain format=json " + sql.replace("NULL, NULL", "0, 100")))
              .replaceAll("(?s)\"possible_keys\": \\[.*?\\]", "");
      default -> throw new IllegalStateException("no plans are read of " + database.dialect());
    };
  }
}
