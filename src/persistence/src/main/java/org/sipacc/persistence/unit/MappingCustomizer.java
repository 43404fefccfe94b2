package org.sipacc.persistence.unit;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.eclipse.persistence.config.SessionCustomizer;
import org.eclipse.persistence.descriptors.ClassDescriptor;
import org.eclipse.persistence.internal.descriptors.VirtualAttributeAccessor;
import org.eclipse.persistence.internal.helper.DatabaseField;
import org.eclipse.persistence.internal.helper.DatabaseTable;
import org.eclipse.persistence.mappings.DatabaseMapping;
import org.eclipse.persistence.mappings.DirectToFieldMapping;
import org.eclipse.persistence.sessions.Session;
import org.sipacc.persistence.PersistenceSettings;
import org.sipacc.persistence.entity.AccRecord;
import org.sipacc.persistence.entity.AccountingRow;
import org.sipacc.persistence.entity.AuditRow;
import org.sipacc.persistence.entity.CallAttempt;
import org.sipacc.persistence.entity.CallRow;
import org.sipacc.persistence.entity.DeliveryCursor;
import org.sipacc.persistence.entity.ForeignByeRow;
import org.sipacc.persistence.entity.MissedCall;
import org.sipacc.persistence.entity.TokenRow;
import org.sipacc.persistence.entity.UserRow;
import org.sipacc.persistence.schema.Identifiers;

/**
 * Fits the entities' mappings to the configuration: table names, the seven core columns, extra
 * columns, and the zone that instants are stored in.
 */
final class MappingCustomizer implements SessionCustomizer {
  private final PersistenceSettings settings;
  private final Identifiers identifiers;

  MappingCustomizer(PersistenceSettings settings, Identifiers identifiers) {
    this.settings = settings;
    this.identifiers = identifiers;
  }

  @Override
  public void customize(Session session) {
    fit(session.getDescriptor(AccRecord.class), settings.accTable());
    fit(session.getDescriptor(MissedCall.class), settings.missedTable());
    convertInstants(session.getDescriptor(AccRecord.class), settings.zone());
    convertInstants(session.getDescriptor(MissedCall.class), settings.zone());
    convertInstants(session.getDescriptor(CallRow.class), ZoneOffset.UTC);
    convertInstants(session.getDescriptor(CallAttempt.class), ZoneOffset.UTC);
    convertInstants(session.getDescriptor(DeliveryCursor.class), ZoneOffset.UTC);
    convertInstants(session.getDescriptor(ForeignByeRow.class), ZoneOffset.UTC);
    convertInstants(session.getDescriptor(UserRow.class), ZoneOffset.UTC);
    convertInstants(session.getDescriptor(TokenRow.class), ZoneOffset.UTC);
    convertInstants(session.getDescriptor(AuditRow.class), ZoneOffset.UTC);
  }

  private void fit(ClassDescriptor descriptor, String tableName) {
    DatabaseTable table = descriptor.getTables().get(0);
    table.setName(identifiers.fold(tableName));
    table.setUseDelimiters(true);
    descriptor.getPrimaryKeyFields().forEach(field -> rename(field, field.getName()));
    Map<String, String> names = new LinkedHashMap<>();
    for (DatabaseMapping mapping : descriptor.getMappings()) {
      DatabaseField field = mapping.getField();
      String name =
          CoreColumnNames.of(settings.columns(), mapping.getAttributeName())
              .orElse(field.getName());
      rename(field, name);
      names.put(name.toLowerCase(Locale.ROOT), name);
    }
    for (String extra : settings.extraColumns()) {
      if (names.putIfAbsent(extra.toLowerCase(Locale.ROOT), extra) == null) {
        descriptor.addMapping(extraColumn(extra));
      }
    }
  }

  private void rename(DatabaseField field, String name) {
    field.setName(identifiers.fold(name));
    field.setUseDelimiters(true);
  }

  private DirectToFieldMapping extraColumn(String column) {
    VirtualAttributeAccessor accessor = new VirtualAttributeAccessor();
    accessor.setGetMethodName("get");
    accessor.setSetMethodName("set");
    DirectToFieldMapping mapping = new DirectToFieldMapping();
    mapping.setAttributeName(column);
    mapping.setAttributeAccessor(accessor);
    DatabaseField field = new DatabaseField();
    rename(field, column);
    mapping.setField(field);
    return mapping;
  }

  private static void convertInstants(ClassDescriptor descriptor, ZoneId zone) {
    boolean wholeSeconds = AccountingRow.class.isAssignableFrom(descriptor.getJavaClass());
    for (DatabaseMapping mapping : descriptor.getMappings()) {
      if (mapping instanceof DirectToFieldMapping direct
          && !direct.getAttributeAccessor().isVirtualAttributeAccessor()
          && isInstant(descriptor, mapping.getAttributeName())) {
        direct.setConverter(new InstantConverter(zone, wholeSeconds));
      }
    }
  }

  private static boolean isInstant(ClassDescriptor descriptor, String attribute) {
    for (Class<?> type = descriptor.getJavaClass(); type != null; type = type.getSuperclass()) {
      for (var field : type.getDeclaredFields()) {
        if (field.getName().equals(attribute)) {
          return field.getType() == Instant.class;
        }
      }
    }
    return false;
  }
}
