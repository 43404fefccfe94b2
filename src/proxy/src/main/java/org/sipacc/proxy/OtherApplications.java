package org.sipacc.proxy;

import java.util.Optional;
import org.sipacc.accounting.dialog.Dialog;
import org.sipacc.api.Accounting;

/**
 * Serves the other applications of the container by the API they share with this one, as long as
 * this is open. Where the container does not have the API there are none to serve.
 */
final class OtherApplications implements AutoCloseable {
  /** The value of a call, kept with it, that names the application it is in. */
  private static final String APPLICATION = "sipacc.application";

  private static final OtherApplications NONE = new OtherApplications(Optional.empty());

  private final Optional<Accounting.Registration> registration;

  private OtherApplications(Optional<Accounting.Registration> registration) {
    this.registration = registration;
  }

  static OtherApplications serve(Proxying proxying) {
    try {
      Class.forName("org.sipacc.api.Accounting", false, OtherApplications.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      return NONE;
    }
    return new OtherApplications(
        Optional.of(Accounting.register(new ObservedApplications(proxying))));
  }

  /** Notes in a call in which application it is. */
  static void claim(Dialog dialog, String application) {
    dialog.setValue(APPLICATION, Optional.of(application));
  }

  /** Whether a call is in another application. */
  static boolean isTheirs(Dialog dialog) {
    return dialog.value(APPLICATION).isPresent();
  }

  /**
   * Whether calls of a former life of this application may be up in theirs: its process is the same
   * one.
   */
  boolean mayHoldFormerCalls() {
    return registration.filter(r -> !r.isFirst()).isPresent();
  }

  @Override
  public void close() {
    registration.ifPresent(Accounting.Registration::close);
  }
}
