package org.sipacc.accounting.configuration;

/**
 * Wrong configuration. It stops the start; its message tells the place, what is wrong there and
 * what to write instead, and never a password.
 */
public final class ConfigurationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Without a place: of a text whose place only the caller knows, see {@link #at}. */
  public ConfigurationException(String problem) {
    super(problem);
  }

  public ConfigurationException(Place place, String problem) {
    super(place + ": " + problem);
  }

  /** The same problem, told with its place. */
  public ConfigurationException at(Place place) {
    return new ConfigurationException(place, getMessage());
  }
}
