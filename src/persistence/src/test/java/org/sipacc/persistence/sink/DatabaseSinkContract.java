package org.sipacc.persistence.sink;

import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.sipacc.accounting.Backend;
import org.sipacc.delivery.RefusingSinkContract;
import org.sipacc.delivery.Sink;
import org.sipacc.persistence.AccountingPersistence;
import org.sipacc.persistence.PersistenceSettings;
import org.sipacc.persistence.schema.SchemaMigration;
import org.sipacc.persistence.testing.DatabaseServer;
import org.sipacc.persistence.testing.OnEachDatabase;

/** What every sink keeps to, kept by this one on every database. */
abstract class DatabaseSinkContract extends OnEachDatabase implements RefusingSinkContract {
  private Outages outages;

  DatabaseSinkContract(Supplier<DatabaseServer> starts) {
    super(starts);
  }

  @BeforeEach
  void migrate() throws Exception {
    outages = new Outages(database.dataSource());
    SchemaMigration.migrate(outages.dataSource(), PersistenceSettings.defaults(database.dialect()));
  }

  /** Each sink has a persistence unit of its own, as after a restart. */
  @Override
  public Sink openSink() {
    return new DatabaseSink(
        AccountingPersistence.open(
            outages.dataSource(), PersistenceSettings.defaults(database.dialect())));
  }

  @Override
  public Backend backend() {
    return Backend.DB;
  }

  @Override
  public List<String> stored() {
    return database.texts("select callid from acc order by id");
  }

  @Override
  public void breakDestination() {
    outages.begin();
  }

  @Override
  public void mendDestination() {
    outages.end();
  }

  @Override
  public void refuse(long number) {
    database.execute(
        "alter table acc add constraint not_this_one check (callid <> 'call-" + number + "')");
  }

  /** It was never made, which is the same to whoever writes to it. */
  @Override
  public void loseTable(String table) {}
}
