package org.example.registrar;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.servlet.sip.URI;

/** Where each user is reached. */
final class Locations {
  private static final Map<String, URI> CONTACTS = new ConcurrentHashMap<>();

  private Locations() {}

  static void put(String user, URI contact) {
    CONTACTS.put(user, contact);
  }

  static void remove(String user) {
    CONTACTS.remove(user);
  }

  static Optional<URI> of(String user) {
    return Optional.ofNullable(CONTACTS.get(user));
  }
}
