package org.sipacc.persistence.unit;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.eclipse.persistence.mappings.DatabaseMapping;
import org.eclipse.persistence.mappings.converters.Converter;
import org.eclipse.persistence.mappings.foundation.AbstractDirectMapping;
import org.eclipse.persistence.sessions.Session;

/** Instants as the date and time of day of a zone, cut to seconds or milliseconds. */
final class InstantConverter implements Converter {
  private static final long serialVersionUID = 1L;
  private static final int NANOS_PER_MILLI = 1_000_000;

  private final ZoneId zone;
  private final boolean wholeSeconds;

  InstantConverter(ZoneId zone, boolean wholeSeconds) {
    this.zone = zone;
    this.wholeSeconds = wholeSeconds;
  }

  @Override
  public Object convertObjectValueToDataValue(Object value, Session session) {
    if (!(value instanceof Instant instant)) {
      return value;
    }
    int nanos = wholeSeconds ? 0 : instant.getNano() / NANOS_PER_MILLI * NANOS_PER_MILLI;
    return LocalDateTime.ofEpochSecond(
        instant.getEpochSecond(), nanos, zone.getRules().getOffset(instant));
  }

  @Override
  public Object convertDataValueToObjectValue(Object value, Session session) {
    return value instanceof LocalDateTime local ? local.atZone(zone).toInstant() : value;
  }

  @Override
  public boolean isMutable() {
    return false;
  }

  @Override
  public void initialize(DatabaseMapping mapping, Session session) {
    // Not LocalDateTime: EclipseLink would read that by way of java.sql.Timestamp, which knows no
    // times that the JVM's zone skips. Object leaves both directions to the platform.
    ((AbstractDirectMapping) mapping).setFieldClassification(Object.class);
  }
}
