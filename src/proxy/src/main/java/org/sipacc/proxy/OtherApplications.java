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

  private final Optional<Registered> registration;

  private OtherApplications(Optional<Registered> registration) {
    this.registration = registration;
  }

  static OtherApplications serve(Proxying proxying) {
    try {
      Class.forName("org.sipacc.api.Accounting", false, OtherApplications.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      return NONE;
    }
    return new OtherApplications(Optional.of(new Registered(proxying)));
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
    // A method reference would load the class even where there is none of it.
    if (registration.isPresent()) {
      registration.get().close();
    }
  }

  /** All that names the API, in a class of its own: one is loaded with the types it names. */
  private static final class Registered {
    private final Accounting.Registration registration;

    private Registered(Proxying proxying) {
      registration = Accounting.register(new ObservedApplications(proxying));
    }

    private boolean isFirst() {
      return registration.isFirst();
    }

    private void close() {
      registration.close();
    }
  }
}
