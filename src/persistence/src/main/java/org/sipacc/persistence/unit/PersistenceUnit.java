package org.sipacc.persistence.unit;

import java.net.URL;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import javax.persistence.EntityManagerFactory;
import javax.persistence.SharedCacheMode;
import javax.persistence.ValidationMode;
import javax.persistence.spi.ClassTransformer;
import javax.persistence.spi.PersistenceUnitInfo;
import javax.persistence.spi.PersistenceUnitTransactionType;
import javax.sql.DataSource;
import org.eclipse.persistence.config.BatchWriting;
import org.eclipse.persistence.config.PersistenceUnitProperties;
import org.eclipse.persistence.jpa.PersistenceProvider;
import org.sipacc.persistence.PersistenceSettings;
import org.sipacc.persistence.entity.AccRecord;
import org.sipacc.persistence.entity.AccountingRow;
import org.sipacc.persistence.entity.AuditRow;
import org.sipacc.persistence.entity.CallAttempt;
import org.sipacc.persistence.entity.CallRollup;
import org.sipacc.persistence.entity.CallRow;
import org.sipacc.persistence.entity.DeliveryCursor;
import org.sipacc.persistence.entity.ForeignByeRow;
import org.sipacc.persistence.entity.MissedCall;
import org.sipacc.persistence.entity.RolledDay;
import org.sipacc.persistence.entity.TokenRow;
import org.sipacc.persistence.entity.UserRow;
import org.sipacc.persistence.schema.Identifiers;

/** What a {@code persistence.xml} would say, had it the configuration at hand. */
public final class PersistenceUnit implements PersistenceUnitInfo {
  private static final List<Class<?>> CLASSES =
      List.of(
          AccountingRow.class,
          AccRecord.class,
          MissedCall.class,
          CallRow.class,
          CallAttempt.class,
          CallRollup.class,
          RolledDay.class,
          DeliveryCursor.class,
          ForeignByeRow.class,
          UserRow.class,
          TokenRow.class,
          AuditRow.class);

  private final DataSource dataSource;

  private PersistenceUnit(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /**
   * Opens the unit; the database must be up.
   *
   * @throws SQLException if it is not
   */
  public static EntityManagerFactory open(DataSource dataSource, PersistenceSettings settings)
      throws SQLException {
    Identifiers identifiers;
    try (Connection connection = dataSource.getConnection()) {
      identifiers = Identifiers.of(connection);
    }
    Map<String, Object> properties = new HashMap<>();
    properties.put(PersistenceUnitProperties.SESSION_NAME, "sipacc-" + UUID.randomUUID());
    properties.put(
        PersistenceUnitProperties.SESSION_CUSTOMIZER, new MappingCustomizer(settings, identifiers));
    properties.put(PersistenceUnitProperties.TARGET_DATABASE, platform(settings).getName());
    properties.put(PersistenceUnitProperties.WEAVING, "false");
    properties.put(PersistenceUnitProperties.BATCH_WRITING, BatchWriting.JDBC);
    properties.put(PersistenceUnitProperties.LOGGING_LEVEL, "SEVERE");
    properties.put(PersistenceUnitProperties.LOGGING_PARAMETERS, "false");
    return new PersistenceProvider()
        .createContainerEntityManagerFactory(new PersistenceUnit(dataSource), properties);
  }

  private static Class<?> platform(PersistenceSettings settings) {
    return switch (settings.dialect()) {
      case H2 -> H2LocalTimePlatform.class;
      case POSTGRESQL -> PostgresLocalTimePlatform.class;
      case MARIADB -> MariaDbLocalTimePlatform.class;
    };
  }

  @Override
  public String getPersistenceUnitName() {
    return "sipacc";
  }

  @Override
  public String getPersistenceProviderClassName() {
    return PersistenceProvider.class.getName();
  }

  @Override
  public PersistenceUnitTransactionType getTransactionType() {
    return PersistenceUnitTransactionType.RESOURCE_LOCAL;
  }

  @Override
  public DataSource getJtaDataSource() {
    return null;
  }

  @Override
  public DataSource getNonJtaDataSource() {
    return dataSource;
  }

  @Override
  public List<String> getMappingFileNames() {
    return List.of();
  }

  @Override
  public List<URL> getJarFileUrls() {
    return List.of();
  }

  @Override
  public URL getPersistenceUnitRootUrl() {
    return PersistenceUnit.class.getProtectionDomain().getCodeSource().getLocation();
  }

  @Override
  public List<String> getManagedClassNames() {
    return CLASSES.stream().map(Class::getName).toList();
  }

  @Override
  public boolean excludeUnlistedClasses() {
    return true;
  }

  @Override
  public SharedCacheMode getSharedCacheMode() {
    return SharedCacheMode.NONE;
  }

  @Override
  public ValidationMode getValidationMode() {
    return ValidationMode.NONE;
  }

  @Override
  public Properties getProperties() {
    return new Properties();
  }

  @Override
  public String getPersistenceXMLSchemaVersion() {
    return "2.2";
  }

  @Override
  public ClassLoader getClassLoader() {
    return PersistenceUnit.class.getClassLoader();
  }

  @Override
  public void addTransformer(ClassTransformer transformer) {
    // Classes are not woven.
  }

  @Override
  public ClassLoader getNewTempClassLoader() {
    return getClassLoader();
  }
}
